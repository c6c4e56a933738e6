from bridge.app.voice import TIMES, WITHIN, Voice


def said(capsys):
    return [line.removeprefix("leaderbridge: ") for line in capsys.readouterr().err.splitlines()]


def test_what_happens_again_and_again_is_said_a_few_times(capsys):
    voice = Voice(iter(range(100)).__next__)
    for _ in range(20):
        voice.say("the disk is full")
    assert said(capsys) == ["the disk is full"] * (TIMES - 1) + ["the disk is full (again and again)"]


def test_another_line_is_said_all_the_same(capsys):
    voice = Voice(iter(range(100)).__next__)
    for line in ["one"] * 9 + ["two"]:
        voice.say(line)
    assert said(capsys)[-1] == "two"


def test_after_a_while_it_is_news_again(capsys):
    moments = iter([0.0, 1.0, 2.0, 3.0, WITHIN + 2.5])
    voice = Voice(lambda: next(moments))
    for _ in range(5):
        voice.say("the disk is full")
    assert len(said(capsys)) == TIMES + 1
