ardour {
  ["type"] = "SessionInit",
  name = "leaderbridge",
  author = "leaderbridge",
  license = "GPL-3.0-or-later",
  description = [[A track for each bus of the running leaderbridge, sent to it before the fader,
in a session that follows an external clock.]]
}

local BRIDGE = "leaderbridge:"

-- The names of the bridge's inputs, as they stand in its config: drums, keys_l, keys_r, ...
local function inputs ()
  local _, asked = Session:engine ():get_backend_ports (
    "^" .. BRIDGE, ARDOUR.DataType ("audio"), ARDOUR.PortFlags.IsInput, C.StringVector ())
  local names = {}
  for port in asked[4]:iter () do
    table.insert (names, port:sub (#BRIDGE + 1))
  end
  return names
end

-- A list of {name = "keys", "keys_l", "keys_r"}: both sides of a stereo bus belong together.
local function buses (names)
  local found, there = {}, {}
  for _, name in ipairs (names) do
    there[name] = true
  end
  for _, name in ipairs (names) do
    local base, side = name:match ("^(.*)_([lr])$")
    local stereo = base and there[base .. "_l"] and there[base .. "_r"]
    if not stereo then
      table.insert (found, { name = name, name })
    elseif side == "l" then
      table.insert (found, { name = base, base .. "_l", base .. "_r" })
    end
  end
  return found
end

-- A track that always hears its input: what was recorded would follow the clock, and must not lead it.
local function live_track (name, channels)
  local order, mode = ARDOUR.PresentationInfo.max_order, ARDOUR.TrackMode.Normal
  local track = Session:new_audio_track (channels, 2, nil, 1, name, order, mode, true):front ()
  local input = ARDOUR.MonitorChoice.MonitorInput
  track:monitoring_control ():set_value (input, PBD.GroupControlDisposition.NoGroup)
  return track
end

-- Before the fader, so that the mix is the musician's own and the bridge hears everybody alike.
local function send (track, ports)
  local output = ARDOUR.LuaAPI.new_send (Session, track, track:amp ()):to_send ():output ()
  for i, port in ipairs (ports) do
    output:nth (i - 1):connect (BRIDGE .. port)
  end
end

function factory () return function ()
  local found = buses (inputs ())
  assert (#found > 0, "leaderbridge does not run: start it (leaderbridge run), then make the session anew")
  for _, bus in ipairs (found) do
    send (live_track (bus.name, #bus), bus)
  end
  Session:cfg ():set_external_sync (true)
  Session:save_state ("")
end end
