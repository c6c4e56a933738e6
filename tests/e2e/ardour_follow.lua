-- Loads the Ardour session in $SESSION and prints, once a second until it is killed, its tempo and whether it rolls.
AudioEngine:set_backend("JACK", "ardour", "")
local session = load_session(os.getenv("SESSION"), "session")
print("following")
while true do
  sleep(1)
  local tempo = Temporal.TempoMap.read():tempo_at(Temporal.timepos_t(0)):note_types_per_minute()
  print("tempo", tempo, session:transport_state_rolling())
end
