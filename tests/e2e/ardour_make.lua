-- Makes an Ardour session in $SESSION that is slaved to the MIDI clock at its port "MIDI Clock in".
AudioEngine:set_backend("JACK", "ardour", "")
local session = create_session(os.getenv("SESSION"), "session", 48000)
session:cfg():set_external_sync(true)
session:save_state("")
close_session()
