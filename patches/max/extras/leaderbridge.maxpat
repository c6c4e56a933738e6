{
 "patcher": {
  "fileversion": 1,
  "appversion": {
   "major": 8,
   "minor": 5,
   "revision": 5,
   "architecture": "x64",
   "modernui": 1
  },
  "classnamespace": "box",
  "rect": [
   60.0,
   90.0,
   1060,
   600
  ],
  "bglocked": 0,
  "openinpresentation": 0,
  "default_fontsize": 12.0,
  "default_fontface": 0,
  "default_fontname": "Arial",
  "gridonopen": 1,
  "gridsize": [
   15.0,
   15.0
  ],
  "gridsnaponopen": 1,
  "objectsnaponopen": 1,
  "statusbarvisible": 2,
  "toolbarvisible": 1,
  "lefttoolbarpinned": 0,
  "toptoolbarpinned": 0,
  "righttoolbarpinned": 0,
  "bottomtoolbarpinned": 0,
  "toolbars_unpinned_last_save": 0,
  "tallnewobj": 0,
  "boxanimatetime": 200,
  "enablehscroll": 1,
  "enablevscroll": 1,
  "devicewidth": 0.0,
  "description": "the way into leaderbridge",
  "digest": "the way into leaderbridge",
  "tags": "",
  "style": "",
  "subpatcher_template": "",
  "assistshowspatchername": 0,
  "boxes": [
   {
    "box": {
     "id": "obj-1",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20,
      10,
      145.4,
      35.0
     ],
     "text": "leaderbridge",
     "fontsize": 24.0,
     "linecount": 1,
     "fontface": 1
    }
   },
   {
    "box": {
     "id": "obj-2",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20,
      46,
      479.5,
      20.0
     ],
     "text": "Start the bridge (leaderbridge demo, or leaderbridge run). The cross says that it is there.",
     "fontsize": 12.0,
     "linecount": 1
    }
   },
   {
    "box": {
     "id": "obj-3",
     "maxclass": "bpatcher",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      20,
      70,
      220,
      126
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "name": "lb.bridge.maxpat",
     "args": [],
     "offset": [
      0.0,
      0.0
     ],
     "border": 1,
     "bgmode": 0,
     "enablehscroll": 0,
     "enablevscroll": 0,
     "lockeddragscroll": 0,
     "viewvisibility": 1
    }
   },
   {
    "box": {
     "id": "obj-4",
     "maxclass": "bpatcher",
     "numinlets": 0,
     "numoutlets": 3,
     "patching_rect": [
      20,
      206,
      160,
      80
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "name": "lb.leader.maxpat",
     "args": [],
     "offset": [
      0.0,
      0.0
     ],
     "border": 1,
     "bgmode": 0,
     "enablehscroll": 0,
     "enablevscroll": 0,
     "lockeddragscroll": 0,
     "viewvisibility": 1
    }
   },
   {
    "box": {
     "id": "obj-5",
     "maxclass": "bpatcher",
     "numinlets": 0,
     "numoutlets": 2,
     "patching_rect": [
      20,
      296,
      120,
      62
     ],
     "outlettype": [
      "",
      ""
     ],
     "name": "lb.tempo.maxpat",
     "args": [],
     "offset": [
      0.0,
      0.0
     ],
     "border": 1,
     "bgmode": 0,
     "enablehscroll": 0,
     "enablevscroll": 0,
     "lockeddragscroll": 0,
     "viewvisibility": 1
    }
   },
   {
    "box": {
     "id": "obj-6",
     "maxclass": "bpatcher",
     "numinlets": 0,
     "numoutlets": 3,
     "patching_rect": [
      20,
      368,
      160,
      66
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "name": "lb.beat.maxpat",
     "args": [],
     "offset": [
      0.0,
      0.0
     ],
     "border": 1,
     "bgmode": 0,
     "enablehscroll": 0,
     "enablevscroll": 0,
     "lockeddragscroll": 0,
     "viewvisibility": 1
    }
   },
   {
    "box": {
     "id": "obj-7",
     "maxclass": "bpatcher",
     "numinlets": 0,
     "numoutlets": 2,
     "patching_rect": [
      20,
      444,
      200,
      52
     ],
     "outlettype": [
      "",
      ""
     ],
     "name": "lb.handover.maxpat",
     "args": [],
     "offset": [
      0.0,
      0.0
     ],
     "border": 1,
     "bgmode": 0,
     "enablehscroll": 0,
     "enablevscroll": 0,
     "lockeddragscroll": 0,
     "viewvisibility": 1
    }
   },
   {
    "box": {
     "id": "obj-8",
     "maxclass": "bpatcher",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      260,
      70,
      320,
      196
     ],
     "outlettype": [],
     "name": "lb.control.maxpat",
     "args": [],
     "offset": [
      0.0,
      0.0
     ],
     "border": 1,
     "bgmode": 0,
     "enablehscroll": 0,
     "enablevscroll": 0,
     "lockeddragscroll": 0,
     "viewvisibility": 1
    }
   },
   {
    "box": {
     "id": "obj-9",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      620,
      70,
      188.1,
      20.0
     ],
     "text": "Objects – alt-click one for its help",
     "fontsize": 12.0,
     "linecount": 1,
     "fontface": 1
    }
   },
   {
    "box": {
     "id": "obj-10",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      620,
      100,
      58.0,
      20.0
     ],
     "text": "lb.bridge",
     "fontsize": 12.0,
     "linecount": 1
    }
   },
   {
    "box": {
     "id": "obj-11",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      740,
      100,
      186.1,
      20.0
     ],
     "text": "hears the bridge and speaks to it",
     "fontsize": 12.0,
     "linecount": 1
    }
   },
   {
    "box": {
     "id": "obj-12",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 3,
     "patching_rect": [
      620,
      128,
      56.6,
      22.0
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "text": "lb.leader"
    }
   },
   {
    "box": {
     "id": "obj-13",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      740,
      130,
      122.7,
      20.0
     ],
     "text": "who leads the tempo",
     "fontsize": 12.0,
     "linecount": 1
    }
   },
   {
    "box": {
     "id": "obj-14",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 2,
     "patching_rect": [
      620,
      158,
      56.6,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "lb.tempo"
    }
   },
   {
    "box": {
     "id": "obj-15",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      740,
      160,
      178.1,
      20.0
     ],
     "text": "the tempo that the bridge trusts",
     "fontsize": 12.0,
     "linecount": 1
    }
   },
   {
    "box": {
     "id": "obj-16",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 2,
     "patching_rect": [
      620,
      188,
      73.3,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "lb.handover"
    }
   },
   {
    "box": {
     "id": "obj-17",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      740,
      190,
      192.1,
      20.0
     ],
     "text": "the lead goes from one to another",
     "fontsize": 12.0,
     "linecount": 1
    }
   },
   {
    "box": {
     "id": "obj-18",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 2,
     "patching_rect": [
      620,
      218,
      49.3,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "lb.state"
    }
   },
   {
    "box": {
     "id": "obj-19",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      740,
      220,
      295.5,
      20.0
     ],
     "text": "what the beat rests on, and whether the receivers run",
     "fontsize": 12.0,
     "linecount": 1
    }
   },
   {
    "box": {
     "id": "obj-20",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 2,
     "patching_rect": [
      620,
      248,
      53.9,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "lb.meter"
    }
   },
   {
    "box": {
     "id": "obj-21",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      740,
      250,
      226.8,
      20.0
     ],
     "text": "beats in a bar and the note that is a beat",
     "fontsize": 12.0,
     "linecount": 1
    }
   },
   {
    "box": {
     "id": "obj-22",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 2,
     "patching_rect": [
      620,
      278,
      49.3,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "lb.song"
    }
   },
   {
    "box": {
     "id": "obj-23",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      740,
      280,
      128.7,
      20.0
     ],
     "text": "the song of the set list",
     "fontsize": 12.0,
     "linecount": 1
    }
   },
   {
    "box": {
     "id": "obj-24",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      620,
      308,
      55.3,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "lb.buses"
    }
   },
   {
    "box": {
     "id": "obj-25",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      740,
      310,
      132.1,
      20.0
     ],
     "text": "the names of all buses",
     "fontsize": 12.0,
     "linecount": 1
    }
   },
   {
    "box": {
     "id": "obj-26",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 3,
     "patching_rect": [
      620,
      338,
      46.6,
      22.0
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "text": "lb.beat"
    }
   },
   {
    "box": {
     "id": "obj-27",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      740,
      340,
      146.7,
      20.0
     ],
     "text": "a message on every beat",
     "fontsize": 12.0,
     "linecount": 1
    }
   },
   {
    "box": {
     "id": "obj-28",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      620,
      368,
      46.0,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "lb.next"
    }
   },
   {
    "box": {
     "id": "obj-29",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      740,
      370,
      141.4,
      20.0
     ],
     "text": "tells a beat before it falls",
     "fontsize": 12.0,
     "linecount": 1
    }
   },
   {
    "box": {
     "id": "obj-30",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 3,
     "patching_rect": [
      620,
      398,
      53.9,
      22.0
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "text": "lb.metro"
    }
   },
   {
    "box": {
     "id": "obj-31",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      740,
      400,
      166.1,
      20.0
     ],
     "text": "a metro that follows the band",
     "fontsize": 12.0,
     "linecount": 1
    }
   },
   {
    "box": {
     "id": "obj-32",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 3,
     "patching_rect": [
      620,
      428,
      56.0,
      22.0
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "text": "lb.phase"
    }
   },
   {
    "box": {
     "id": "obj-33",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      740,
      430,
      247.5,
      20.0
     ],
     "text": "where in the beat we are, 50 times a second",
     "fontsize": 12.0,
     "linecount": 1
    }
   },
   {
    "box": {
     "id": "obj-34",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      620,
      458,
      63.0,
      22.0
     ],
     "outlettype": [
      "signal"
     ],
     "text": "lb.phase~"
    }
   },
   {
    "box": {
     "id": "obj-35",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      740,
      460,
      224.8,
      20.0
     ],
     "text": "a smooth ramp from 0 to 1 in every beat",
     "fontsize": 12.0,
     "linecount": 1
    }
   },
   {
    "box": {
     "id": "obj-36",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 8,
     "patching_rect": [
      620,
      488,
      120.0,
      22.0
     ],
     "outlettype": [
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      ""
     ],
     "text": "lb.bus"
    }
   },
   {
    "box": {
     "id": "obj-37",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      740,
      490,
      146.1,
      20.0
     ],
     "text": "what is heard on one bus",
     "fontsize": 12.0,
     "linecount": 1
    }
   },
   {
    "box": {
     "id": "obj-38",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 2,
     "patching_rect": [
      620,
      518,
      52.6,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "lb.onset"
    }
   },
   {
    "box": {
     "id": "obj-39",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      740,
      520,
      195.4,
      20.0
     ],
     "text": "every note that begins, on any bus",
     "fontsize": 12.0,
     "linecount": 1
    }
   },
   {
    "box": {
     "id": "obj-40",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      620,
      548,
      59.3,
      22.0
     ],
     "outlettype": [],
     "text": "lb.control"
    }
   },
   {
    "box": {
     "id": "obj-41",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      740,
      550,
      148.7,
      20.0
     ],
     "text": "tells the bridge what to do",
     "fontsize": 12.0,
     "linecount": 1
    }
   },
   {
    "box": {
     "id": "obj-42",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      260,
      296,
      144.7,
      20.0
     ],
     "text": "Examples – click to open",
     "fontsize": 12.0,
     "linecount": 1,
     "fontface": 1
    }
   },
   {
    "box": {
     "id": "obj-43",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      260,
      450,
      53.3,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "pcontrol"
    }
   },
   {
    "box": {
     "id": "obj-44",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      260,
      326,
      140.0,
      22.0
     ],
     "text": "load leaderbridge.drums",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-45",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      430,
      328,
      138.7,
      20.0
     ],
     "text": "a drum loop that follows",
     "fontsize": 12.0,
     "linecount": 1
    }
   },
   {
    "box": {
     "id": "obj-46",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      260,
      366,
      128.7,
      22.0
     ],
     "text": "load leaderbridge.look",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-47",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      430,
      368,
      96.7,
      20.0
     ],
     "text": "every bus, seen",
     "fontsize": 12.0,
     "linecount": 1
    }
   },
   {
    "box": {
     "id": "obj-48",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      260,
      406,
      144.7,
      22.0
     ],
     "text": "load leaderbridge.scenes",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-49",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      430,
      408,
      172.1,
      20.0
     ],
     "text": "another sound for each leader",
     "fontsize": 12.0,
     "linecount": 1
    }
   }
  ],
  "lines": [
   {
    "patchline": {
     "source": [
      "obj-44",
      0
     ],
     "destination": [
      "obj-43",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-46",
      0
     ],
     "destination": [
      "obj-43",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-48",
      0
     ],
     "destination": [
      "obj-43",
      0
     ],
     "order": 0
    }
   }
  ],
  "dependency_cache": [],
  "autosave": 0
 }
}
