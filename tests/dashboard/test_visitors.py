"""Each gets what it can take: the newest update, and the rows that it missed."""

import asyncio

from bridge.dashboard.visitors import NOTES, WINDOW, Visitors


def visiting(work):
    """Run ``work(visitors, visitor)``; what the visitor missed is said as the time since which."""

    async def run():
        visitors = Visitors(lambda since: f"rows since {since:g}")
        return await work(visitors, visitors.enter())

    return asyncio.run(run())


def test_a_newcomer_gets_all_rows_and_then_updates_as_they_are():
    async def work(visitors, visitor):
        visitors.offer(1.0, "a")
        first = await visitor.next()
        visitors.offer(2.0, "b")
        return first, await visitor.next()

    assert visiting(work) == (["rows since -inf", "a"], ["b"])


def test_of_what_waits_only_the_newest_goes_and_the_rows_between():
    async def work(visitors, visitor):
        visitors.offer(1.0, "a")
        await visitor.next()
        for at in range(2, 100):
            visitors.offer(float(at), f"{at}")
        return await visitor.next()

    assert visiting(work) == ["rows since 1", "99"]


def test_who_has_not_said_that_it_sees_is_sent_no_more_until_it_does():
    async def work(visitors, visitor):
        sent = 0
        for at in range(3 * WINDOW):
            visitors.offer(float(at), f"{at}")
            if visitor._due():
                sent += 1
        visitor.saw(sent)
        return sent, await visitor.next()

    sent, after = visiting(work)
    assert sent == WINDOW
    assert after == [f"rows since {WINDOW - 1}", f"{3 * WINDOW - 1}"]


def test_who_claims_to_have_seen_more_than_was_sent_gains_nothing():
    async def work(visitors, visitor):
        visitor.saw(10**9)
        sent = 0
        for at in range(3 * WINDOW):
            visitors.offer(float(at), "x")
            sent += bool(visitor._due())
        return sent

    assert visiting(work) == WINDOW


def test_the_slow_holds_up_nobody_and_keeps_a_few_words_at_most():
    async def work(visitors, visitor):
        other = visitors.enter()
        for at in range(1000):
            visitors.offer(float(at), f"{at}")
            visitors.note("hm", visitor.number)
            assert (await other.next())[-1] == f"{at}"
            other.saw(at + 1)
        return await visitor.next()

    assert visiting(work) == ["hm"] * NOTES + ["rows since -inf", "999"]


def test_a_word_reaches_one_or_all():
    async def work(visitors, visitor):
        other = visitors.enter()
        visitors.note("for you", visitor.number)
        visitors.note("for all", None)
        visitors.leave(visitor)
        visitors.note("later", None)
        return await visitor.next(), await other.next()

    assert visiting(work) == (["for you", "for all"], ["for all", "later"])
