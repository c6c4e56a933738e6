"""The beat: phase follower, transport, timeline, pulses. Pure: reads no clock, opens nothing."""
