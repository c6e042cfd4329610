"""What the interview says: about a question, its answers, and where the applicant stands."""

SENTENCES: dict[str, tuple[str, str]] = {
    # before the first question
    "title": ("{title}（截至{day}）", "{title} (as of {day})"),
    "intro": (
        "最多 {most} 题，只问还能改变结果的问题。答案可随时修改，只留在这台电脑上。",
        "At most {most} questions; only those that can still change the result are asked. Every answer can be changed "
        "later, and none leaves this computer.",
    ),
    "intro-one": (
        "最多 1 题，因为只有它还能改变结果。答案可随时修改，只留在这台电脑上。",
        "At most one question, as no other can still change the result. Every answer can be changed later, and none "
        "leaves this computer.",
    ),
    "known-one": ("已有 1 个答案，不再重复问；输入 r 可以查看。", "One answer is known already; r shows it."),
    "known": (
        "已有 {n} 个答案，不再重复问；输入 r 可以查看。",
        "{n} answers are known already; r shows them.",
    ),
    # a question
    "last-question": ("第 {number} 题（可能是最后一题）", "Question {number} (perhaps the last)"),
    "question": ("第 {number} 题（之后最多还有 {more} 题）", "Question {number} (at most {more} more)"),
    "again": ("修改答案", "Change an answer"),
    "status": (
        "目前：可申请 {applicable} 项{money}，还可能 {possible} 项，已排除 {out} 项",
        "So far: {applicable} to apply for{money}, {possible} still possible, {out} ruled out",
    ),
    "status-money": ("（写明的最高金额合计 {money}）", " (stated maximums: {money} in all)"),
    "why": ("为什么问：关系到 {programs}：{titles}。", "Why we ask: it matters to {programs}: {titles}."),
    "why-amount": (
        "为什么问：只影响最高金额，不影响是否符合：{titles}。",
        "Why we ask: it changes the maximum only, not whether the applicant fits: {titles}.",
    ),
    "and-others": ("{titles}等", "{titles} and others"),
    "stake": ("其中写明的最高金额：{money}。", "Their stated maximums add up to {money}."),
    "stake-from": (
        "其中写明的最高金额：{money}起，视数量而定。",
        "Their stated maximums: {money} and more, depending on how many.",
    ),
    "stake-one": ("写明的最高金额：{money}。", "Its stated maximum: {money}."),
    "stake-one-from": (
        "写明的最高金额：{money}起，视数量而定。",
        "Its stated maximum: {money} and more, depending on how many.",
    ),
    "now": ("现在的答案：{answer}（直接回车保留）", "The answer now: {answer} (Enter keeps it)"),
    # what is accepted
    "hint-boolean": ("输入 1 或 2，也可输入“是”“否”", "Type 1 or 2, or yes or no"),
    "hint-choice": ("输入 1 至 {most} 的序号，或选项的名称", "Type a number from 1 to {most}, or the choice"),
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
        "That is after the day of assessment. Press b if it is a slip.",
    ),
    "which-unit": ("您指的是：1  {small}，还是：2  {large}？", "Do you mean 1  {small}, or 2  {large}?"),
    "hint-which-unit": ("输入 1 或 2", "Type 1 or 2"),
    "hint-date": ("输入日期，如 2019-05-31 或 2019年5月31日", "Type a date, such as 2019-05-31"),
    "commands": (
        "? 说明|b 上一题|-/回车 不知道|r 查看修改|q 保存退出",
        "? help|b back|-/Enter don't know|r review|q save and leave",
    ),
    "commands-known": (
        "? 说明|b 上一题|- 不知道|r 查看修改|q 保存退出",
        "? help|b back|- don't know|r review|q save and leave",
    ),
    # wrong answers
    "wrong": ("请重新输入：{problem}。{hint}。", "Sorry: {problem}. {hint}."),
    "no-such-number": ("没有第 {number} 项", "there is no number {number}"),
    "no-choice-fits": ("没有叫“{text}”的选项", "no choice is called '{text}'"),
    "several-choices-fit": ("“{text}”对得上几个选项：{labels}", "'{text}' fits several choices: {labels}"),
    "nothing-stands-alone": ("0 表示一项也不选，不能与其他序号同时输入", "0 means none of them and stands alone"),
    "wrong-alone": ("请重新输入：{problem}。", "Sorry: {problem}."),
    "wrong-line": ("“{text}”不是 1 至 {most} 的序号", "'{text}' is no number from 1 to {most}"),
    "not-readable": ("输入的字符无法识别（应为 UTF-8 编码）", "these characters cannot be read (UTF-8 is expected)"),
    # answers and their consequences
    "answer": ("答案：{answer}", "Answer: {answer}"),
    "idle": ("下列答案暂不影响结果，先保留着：{labels}。", "Kept, but without effect for now: {labels}."),
    "in-use-again": ("下列答案又起作用了：{labels}。", "Of effect again: {labels}."),
    "first-already": ("这已经是第一题。输入 r 可以修改任何答案。", "This is the first question. r changes any answer."),
    # help
    "matters-to-none": (
        "照其他答案来看，这个答案不影响任何项目。",
        "As the other answers stand, this one changes nothing.",
    ),
    "matters-to": ("这个答案关系到：", "The answer matters to:"),
    "with-formula": ("{title}（最高金额：{formula}）", "{title} (at most {formula})"),
    "would-decide-each": ("每个答案会带来什么：", "What each answer would decide:"),
    "would-decide": ("每个答案单独会带来什么：", "What each answer by itself would decide:"),
    "effect": ("{answer}：{parts}", "{answer}: {parts}"),
    "fits": ("可申请 {n} 项", "{n} to apply for"),
    "possible": ("仍可能 {n} 项", "{n} still possible"),
    "out": ("排除 {n} 项", "{n} ruled out"),
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
    "no-answers": ("还没有答案。", "There are none yet."),
    "check": ("请核对答案", "Check your answers"),
    "line": ("{label}：{answer}", "{label}: {answer}"),
    "idle-line": ("{label}：{answer}（暂不影响结果）", "{label}: {answer} (without effect for now)"),
    "hint-review": ("输入序号修改；直接回车继续", "Type a number to change that answer; Enter goes on"),
    "hint-check": (
        "输入序号修改；直接回车看结果；b 上一题；q 保存退出",
        "Type a number to change that answer; Enter shows the result; b back; q save and leave",
    ),
}
