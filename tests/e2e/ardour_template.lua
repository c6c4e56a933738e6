-- Makes the Ardour session in $SESSION by the template $TEMPLATE, as Ardour does for a person who picks it.
AudioEngine:set_backend("JACK", "ardour", "")
Session = create_session(os.getenv("SESSION"), "session", 48000)
function ardour() end  -- takes the template's description
dofile(os.getenv("TEMPLATE"))
factory()()
close_session()
