-- Loads the Ardour session in $SESSION and prints its tempo once a second, until it is killed.
AudioEngine:set_backend("JACK", "ardour", "")
local session = load_session(os.getenv("SESSION"), "session")
session:cfg():set_external_sync(true)
print("following")
while true do
  sleep(1)
  print("tempo", Temporal.TempoMap.read():tempo_at(Temporal.timepos_t(0)):note_types_per_minute())
end
