"""What the interview says: about a question, its answers, and where the applicant stands."""

SENTENCES: dict[str, tuple[str, str]] = {
    # before the first question
    "title": ("{title}（截至{day}）", "{title} (as of {day})"),
    "intro": (
        "只问还能影响结果的问题，最多 {most} 题，答的过程中会不断减少。答案可随时修改，不会传出本机。",
        "Only questions that can still change the result: at most {most}, fewer with most answers. You can change any "
        "answer later. Nothing leaves this computer.",
    ),
    "intro-one": (
        "最多 1 题，只有它还能影响结果。答案可随时修改，不会传出本机。",
        "At most one question: no other can still change the result. You can change any answer later. Nothing leaves "
        "this computer.",
    ),
    "known-one": ("已有 1 个答案，不再重复问；输入 r 可以查看。", "One answer is already known. Press r to see it."),
    "known": (
        "已有 {n} 个答案，不再重复问；输入 r 可以查看。",
        "{n} answers are already known. Press r to see them.",
    ),
    # a question
    "last-question": ("第 {number} 题（可能是最后一题）", "Question {number} (perhaps the last)"),
    "question": ("第 {number} 题（之后最多还有 {more} 题）", "Question {number} (at most {more} more)"),
    "again": ("修改答案", "Change an answer"),
    "status": (
        "目前：可申请 {applicable} 个{money}，可能 {possible} 个，已排除 {out} 个",
        "So far: {applicable} eligible{money}, {possible} possible, {out} ruled out",
    ),
    "status-money": ("（最高金额 {money}）", " (maximum {money})"),
    "why": (
        "提问原因：关系到 {programs}，包括{titles}。",
        "Why we ask: {programs} depend on it, including {titles}.",
    ),
    "why-all": ("提问原因：关系到{titles}。", "Why we ask: {titles} depend on it."),
    "why-one": ("提问原因：关系到 1 个项目：{titles}。", "Why we ask: 1 program depends on it: {titles}."),
    "why-amount": (
        "提问原因：只影响最高金额，不影响是否符合：{titles}。",
        "Why we ask: it affects how much, not whether, you can claim ({titles}).",
    ),
    "stake": (
        "这些项目的最高金额合计 {money}，不等于能拿到。",
        "Their maximums add up to {money}, which is not a promise.",
    ),
    "stake-from": (
        "这些项目的最高金额合计 {money}以上，不等于能拿到。",
        "Their maximums add up to at least {money}, which is not a promise.",
    ),
    "stake-one": ("最高金额 {money}。", "Worth up to {money}."),
    "stake-one-from": (
        "最高金额 {money}以上，取决于其他回答。",
        "Its maximum is at least {money}, depending on other answers.",
    ),
    "now": ("当前答案：{answer}（回车保留）", "Current answer: {answer} (Enter to keep)"),
    # what is accepted
    "hint-boolean": ("输入 1 或 2，也可输入“是”“否”", "Type 1 or 2, or yes or no"),
    "hint-choice": ("请输入序号 1–{most}，或选项名称", "Type 1–{most}, or the first letters of a choice"),
    "hint-choices": (
        "输入序号，可多选，如 1,{last}；0 表示一项也不选",
        "Type one or more numbers, such as 1,{last}; 0 for none",
    ),
    "hint-some-choices": ("输入序号，可多选，如 1,{last}", "Type one or more numbers, such as 1,{last}"),
    "hint-count": ("输入整数，{range}", "Type a whole number, {range}"),
    "hint-number": ("输入一个数，{range}", "Type a number, {range}"),
    "hint-money": (
        "输入金额（单位：{unit}），如 {example} 或 {other}",
        "Type an amount in {unit}, such as {example} or {other}",
    ),
    "day-later": (
        "这一天晚于判断日期，如有误请输入 b 返回修改。",
        "That is after the date of assessment. Press b to correct it.",
    ),
    "which-unit": ("您指的是：1  {small}，还是：2  {large}？", "Do you mean 1  {small}, or 2  {large}?"),
    "hint-which-unit": ("输入 1 或 2", "Type 1 or 2"),
    "hint-date": ("输入日期，如 2019-05-31 或 2019年5月31日", "Type a date, such as 2019-05-31"),
    "commands": (
        "? 说明|b 上一题|回车或 - 不知道|r 查看修改|s 保存|q 退出",
        "? help|b back|Enter or - don't know|r review|s save|q quit",
    ),
    "commands-known": (
        "? 说明|b 上一题|- 不知道|r 查看修改|s 保存|q 退出",
        "? help|b back|- don't know|r review|s save|q quit",
    ),
    # wrong answers
    "wrong": ("请重新输入：{problem}。{hint}。", "Sorry: {problem}. {hint}."),
    "no-such-number": ("没有第 {number} 项", "there is no choice {number}"),
    "no-choice-fits": ("没有“{text}”这一项", "'{text}' is not one of the choices"),
    "several-choices-fit": ("“{text}”与多个选项相符：{labels}", "'{text}' matches several choices: {labels}"),
    "nothing-stands-alone": (
        "0 表示一项也不选，不能与其他序号同时输入",
        "0 means none, so it cannot be combined with other choices",
    ),
    "wrong-alone": ("请重新输入：{problem}。", "Sorry: {problem}."),
    "wrong-line": ("“{text}”不是 1 至 {most} 的序号", "'{text}' is not a number from 1 to {most}"),
    "not-readable": ("输入的字符无法识别（应为 UTF-8 编码）", "these characters cannot be read (UTF-8 is expected)"),
    # answers and their consequences
    "answer": ("答案：{answer}", "Answer: {answer}"),
    "idle": ("已保留，暂不影响结果：{labels}。", "Saved, but not relevant at the moment: {labels}."),
    "in-use-again": ("重新影响结果：{labels}。", "Relevant again: {labels}."),
    "first-already": (
        "这已经是第一题。输入 r 可修改任何答案。",
        "This is the first question. Press r to change an answer.",
    ),
    # help
    "matters-to-none": (
        "根据其他答案，这个答案不影响结果。",
        "Given your other answers, this one makes no difference.",
    ),
    "matters-to": ("关系到以下项目：", "Programs that depend on this answer:"),
    "with-formula": ("{title}（最高金额：{formula}）", "{title} (at most {formula})"),
    "would-decide-each": ("不同答案的结果：", "What each answer would decide:"),
    "would-decide": ("只选一项时的结果：", "What each answer would decide on its own:"),
    "effect": ("{answer}：{parts}", "{answer}: {parts}"),
    "fits": ("可申请 {n} 个", "{n} eligible"),
    "possible": ("可能 {n} 个", "{n} possible"),
    "out": ("排除 {n} 个", "{n} ruled out"),
    "comma": ("，", ", "),
    "from-to": ("{low} 至 {high}", "{low} to {high}"),
    "at-least": ("至少 {end}", "at least {end}"),
    "more-than": ("超过 {end}", "more than {end}"),
    "at-most": ("至多 {end}", "at most {end}"),
    "less-than": ("不到 {end}", "less than {end}"),
    "on-or-after": ("{day}或以后", "{day} or later"),
    "on-or-before": ("{day}或以前", "{day} or earlier"),
    # review
    "answers-so-far": ("已有的答案", "Answers so far"),
    "no-answers": ("还没有答案。", "There are no answers yet."),
    "check": ("请核对答案", "Check your answers"),
    "line": ("{label}：{answer}", "{label}: {answer}"),
    "idle-line": ("{label}：{answer}（暂不影响结果）", "{label}: {answer} (not relevant at the moment)"),
    "hint-review": ("输入序号修改；回车继续", "Type a number to change that answer; Enter to continue"),
    "hint-check": (
        "输入序号修改；回车看结果；b 上一题；s 保存；q 退出",
        "Type a number to change that answer; Enter for the result; b back; s save; q quit",
    ),
    # don't know, and what it leaves open
    "skip": (
        "您回答不知道：{reasons}。相关的 {n} 个问题（{labels}）是否跳过？",
        "You answered “don't know” to {reasons}. Skip the {n} questions that depend on it ({labels})?",
    ),
    "skip-one": (
        "您回答不知道：{reasons}。相关的问题（{labels}）是否跳过？",
        "You answered “don't know” to {reasons}. Skip the question that depends on it ({labels})?",
    ),
    "hint-skip": ("回车跳过，输入 1 逐一回答", "Enter to skip, 1 to answer anyway"),
    "pasted": (
        "只读取了第一行，粘贴的其余内容未采用。",
        "Only the first line was read; the rest of what was pasted was dropped.",
    ),
    # saving
    "offer": (
        "要保存答案吗？输入文件名（如 answers.yaml），直接回车则不保存。",
        "Save your answers? Type a file name (such as answers.yaml), or press Enter to quit without saving.",
    ),
    "offer-now": (
        "保存到哪个文件？输入文件名（如 answers.yaml），直接回车则不保存。",
        "Save to which file? Type a name (such as answers.yaml), or press Enter not to save.",
    ),
    "saved": ("答案已存入 {file}。", "Your answers are saved in {file}."),
    "goes-on": ("请继续回答上面的问题。", "Please answer the question above."),
}
