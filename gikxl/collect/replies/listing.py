"""What is said about the replies before any is sent: to whom each goes, and what is open."""

from collections import Counter
from collections.abc import Iterator

from gikxl.collect.model import REPLIES, ReplyState, Standings
from gikxl.collect.replies.drafts import FOLDER, SENT, Draft, Drafts
from gikxl.collect.replies.sending import Result, Sent
from gikxl.write.wording import clean

_STATES: dict[ReplyState, str] = {
    "drafted": "草稿",
    "sending": "可能已发出",
    "sent": "已发出",
    "failed": "没有发出",
}
_LEFT = "留到下次"


def listed(standings: Standings, drafts: Drafts) -> Iterator[str]:
    """The replies line by line, in Chinese."""
    for number, draft in enumerate(drafts.drafts, 1):
        yield from _draft(number, draft)
    asked = [standing for standing in standings.units if standing.status == "question"]
    if asked:
        yield f"待确认的 {len(asked)} 个单位没有写回复，请先决定："
        for standing in asked:
            yield f"  {clean(standing.office.name)}"
            yield from (f"      {clean(question)}" for question in standing.questions)
    for path in drafts.others:
        yield f"没有动：{clean(path)}（手工改过或自己放进去的，不是现在要发的回复）"
    yield _summary(standings, drafts)


def due(drafts: Drafts) -> list[Draft]:
    """The replies that are there to be sent."""
    return [draft for draft in drafts.drafts if draft.is_due]


def is_open(standings: Standings, drafts: Drafts) -> bool:
    """Whether a person still has to do something before every unit has its reply."""
    stuck = any(not draft.is_due and draft.reply.state != "sent" for draft in drafts.drafts)
    return stuck or any(standing.status == "question" for standing in standings.units)


def _draft(number: int, draft: Draft) -> Iterator[str]:
    to = "、".join(draft.to) or "（没有收件人）"
    state = "" if draft.is_due else f"　{_STATES[draft.reply.state]}"
    yield f"{number:>4} {clean(draft.plan.unit)}　{REPLIES[draft.plan.kind]}{state}　→ {clean(to)}"
    yield f"      {draft.subject}"
    yield from (f"      {clean(note)}" for note in draft.notes)


def _summary(standings: Standings, drafts: Drafts) -> str:
    kinds = Counter(draft.plan.kind for draft in drafts.drafts)
    counts = "，".join(f"{word} {kinds[kind]}" for kind, word in REPLIES.items() if kinds[kind])
    whose = f"{clean(standings.superior)}{standings.year}年度"
    ready = len(due(drafts))
    return f"{whose}：回复 {len(drafts.drafts)} 封（{counts or '没有'}），其中可以发出 {ready} 封。"


def outcome(result: Result) -> str:
    """What became of one reply, in a line of Chinese."""
    word = _LEFT if result.reply.state == "drafted" else _STATES[result.reply.state]
    answer = f"（{clean(result.answer)}）" if result.answer else ""
    return f"  {word}　{clean(result.reply.unit)}　{REPLIES[result.reply.kind]}{answer}"


def told(sent: Sent) -> Iterator[str]:
    """What became of the replies that were to be sent, in Chinese."""
    counts = Counter(result.reply.state for result in sent.results)
    said = [
        f"{_LEFT if state == 'drafted' else word} {counts[state]} 封"
        for state, word in _STATES.items()
        if counts[state]
    ]
    yield "，".join(said) or "没有发出"
    if counts["sent"]:
        yield f"已发出的存放在 {FOLDER}/{SENT}"
    if counts["sending"]:
        yield "“可能已发出”的没有等到服务器的答复：请与对方核实，要再发用 --again 单位名称"
    if sent.stopped:
        yield f"没有发完：{sent.stopped}。其余的留在 {FOLDER}，再运行一次即可接着发"
