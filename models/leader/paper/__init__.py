"""The paper "LeaderSTeM" reproduced for the record, beside what it should have been compared with."""
