"""The sentence of every problem code. Each names what is wrong and, where it can, the mend."""

from iotcheck.texts import amount_problems, syntax, tables

SENTENCES: dict[str, tuple[str, str]] = {
    # how a line begins and ends
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "notice": ("提示", "notice"),
    "did-you-mean": ("（是否想写“{suggestion}”？）", " (did you mean '{suggestion}'?)"),
    "comma": ("、", ", "),
    "known": ("（可用：{known}）", " (known: {known})"),
    # files
    "cannot-read": ("无法读取：{reason}", "cannot read it: {reason}"),
    "cannot-write": ("无法写入：{reason}", "cannot write it: {reason}"),
    "empty-path": ("文件名是空的", "the name of a file is empty"),
    "file-exists": ("文件已存在；要覆盖请加 --force", "the file exists; use --force to overwrite it"),
    "is-a-link": ("这是符号链接，不向链接写入", "this is a symbolic link, and links are not written through"),
    "too-big": ("文件超过 {limit} MB", "the file is larger than {limit} MB"),
    "not-utf8": (
        "不是 UTF-8 编码（看起来是 {encoding}）；请另存为 UTF-8",
        "this is not UTF-8 (it looks like {encoding}); save it as UTF-8",
    ),
    "not-text": ("这不是 UTF-8 文本；请另存为 UTF-8", "this is no UTF-8 text; save it as UTF-8"),
    "empty-file": ("文件是空的", "the file is empty"),
    **syntax.SENTENCES,
    **tables.SENTENCES,
    # the command line
    "unknown-command": ("没有“{name}”这个命令", "there is no command '{name}'"),
    "unknown-option": ("没有“{name}”这个选项", "there is no option '{name}'"),
    "missing-argument": ("缺少“{name}”", "'{name}' is missing"),
    "option-needs-value": (
        "选项“{name}”的写法不对：它要不要带值？",
        "the option '{name}' is not used as it should: does it take a value?",
    ),
    "bad-argument": ("“{name}”不能这样写：{detail}", "'{name}' cannot be read: {detail}"),
    "unexpected-argument": ("多余的参数：{text}", "unexpected argument: {text}"),
    "title-for-id": ("“{name}”的标识是 {id}", "the id of '{name}' is {id}"),
    "option-twice": ("这个选项给了两次，只能给一次", "this option is given twice; it takes one value"),
    "no-effect-with": ("与 {other} 一起使用时不起作用", "this has no effect together with {other}"),
    "no-effect-without": ("要与 {other} 一起使用，单独使用不起作用", "this has no effect without {other}"),
    "unknown-ending": ("不能写 {ending} 文件", "{ending} files cannot be written here"),
    "options-contradict": ("与 {other} 矛盾", "this contradicts {other}"),
    "not-varied": (
        "“{name}”可选多项，不能逐一列出",
        "'{name}' takes several choices together, which cannot be gone through one by one",
    ),
    "same-file": ("与 {other} 是同一个文件", "this is the same file as that of {other}"),
    "no-terminal": ("没有终端，无法提问", "there is no terminal to ask on"),
    "see-help": ("用法见 {command} --help", "see {command} --help"),
    # answers
    "json-syntax": ("JSON 写法有误：{detail}", "the JSON is broken: {detail}"),
    "answered-twice": (
        "“{name}”答了两次：标识和名称指的是同一个问题",
        "'{name}' is answered twice: its id and its label are the same question",
    ),
    "duplicate-json-key": ("键“{key}”重复", "the key '{key}' is there twice"),
    "not-an-assignment": (
        "--set 应写成 事实=值，而不是“{text}”",
        "--set takes fact=value, not '{text}'",
    ),
    "given-twice": (
        "--set 给了“{name}”两次；几个选项请写成 {name}=甲,乙",
        "--set gives '{name}' twice; several choices are written {name}=a,b",
    ),
    # cases
    "no-cases": (
        "旁边没有用例文件（cases.yaml 或 cases.csv）；iotcheck test {file} --coverage 会写出第一个用例，存入 cases.yaml 即可",
        "there are no cases beside it (cases.yaml or cases.csv); iotcheck test {file} --coverage writes out the first one to "
        "put into cases.yaml",
    ),
    "duplicate-case": ("第 {first} 行已有名为“{name}”的用例", "line {first} already has a case named '{name}'"),
    "unknown-column": (
        "不认识的列“{name}”：应为 case、title、as_of、事实或其名称、项目标识，或“项目标识.ceiling”等",
        "unknown column '{name}': case, title, as_of, a fact or its label, a program, or PROGRAM.ceiling and the like",
    ),
    "duplicate-column": ("第 {first} 列已是“{name}”", "column {first} is '{name}' already"),
    "expects-nothing": ("这个用例没有写预期结果（expect）", "this case expects nothing: 'expect' is missing or empty"),
    # shape
    "not-a-policy-file": (
        "这不是政策文件：缺少 format 和 programs",
        "this is no policy file: 'format' and 'programs' are missing",
    ),
    "not-a-file-name": (
        "这里应为同一文件夹中一个文件的名称，不能是别处的路径",
        "the name of a file of the same folder belongs here, and no way to another place",
    ),
    "included-twice": ("“{name}”已经列入", "'{name}' is included already"),
    "pieces-without-folder": (
        "从标准输入读取时没有文件夹，不能用 include；请改为给出文件名",
        "what is read from standard input has no folder to include files from: name the file instead",
    ),
    "piece-not-read": ("无法读取“{name}”：{reason}", "cannot read '{name}': {reason}"),
    "key-of-main-file": (
        "“{key}”只能写在列出各分文件的主文件里",
        "'{key}' stands in the main file alone, which includes this one",
    ),
    "id-in-two-files": (
        "“{name}”在 {first} 已有；各分文件不能互相覆盖",
        "'{name}' stands at {first} already: no file overrides another",
    ),
    "expected-mapping": ("这里应为“键: 值”的映射", "a mapping (key: value) belongs here"),
    "expected-list": ("这里应为列表", "a list belongs here"),
    "expected-text": ("这里应为一段文字或一个值", "a text or a single value belongs here"),
    "language-not-stated": (
        "文字只有一种语言，请在文件开头写明是哪一种：languages: [{language}]",
        "the texts are in one language; say at the head of the file which: languages: [{language}]",
    ),
    "text-in-languages": (
        "这里要写出每种语言的文字：{{{example}}}",
        "the text belongs here in each language: {{{example}}}",
    ),
    "empty-text": ("这里不能为空", "this must not be empty"),
    "empty-list": ("列表不能为空", "the list must not be empty"),
    "empty-mapping": ("这里不能为空", "this must not be empty"),
    "wrong-length": ("这里应有 {length} 项", "there must be {length} items here"),
    "unknown-key": ("不认识的键“{name}”", "unknown key '{name}'"),
    "missing-key": ("缺少“{key}”", "'{key}' is missing"),
    "key-for-other-types": ("类型 {type} 的事实没有“{key}”", "a fact of type {type} takes no '{key}'"),
    "unknown-word": ("“{name}”不在可选的词中", "'{name}' is not one of the words accepted here"),
    "unknown-language": (
        "“{name}”不是本文件的语言；含逗号的文字请加引号",
        "'{name}' is not a language of this file; quote a text with a comma",
    ),
    "missing-language": ("缺少 {language} 文本", "the {language} text is missing"),
    "bad-id": (
        "“{name}”不能作标识：只用小写字母、数字和下划线",
        "'{name}' cannot be an id: use lower-case letters, digits and underscores",
    ),
    "bad-long-id": (
        "“{name}”不能作标识：只用小写字母、数字、下划线和连字符",
        "'{name}' cannot be an id: use lower-case letters, digits, underscores and hyphens",
    ),
    "reserved-id": ("“{name}”有固定含义，不能作标识", "'{name}' has a meaning of its own and cannot be an id"),
    "reserved-label": (
        "“{name}”有固定含义，不能作选项名",
        "'{name}' has a meaning of its own and cannot label a choice",
    ),
    "duplicate-label": (
        "名称“{text}”也可以指“{other}”，无法区分",
        "the label '{text}' can also mean '{other}': nobody could tell them apart",
    ),
    "other-choices": (
        "“{name}”与“{fact}”不是选项相同的两道单选题",
        "'{name}' and '{fact}' are not two choice facts with the same choices",
    ),
    "unknown-group": ("这个事实没有“{name}”这一组", "the fact has no group '{name}'"),
    "group-is-choice": (
        "“{name}”已是选项，组要用别的标识",
        "'{name}' is a choice already; a group has an id of its own",
    ),
    "group-circle": ("组“{name}”归来归去又归入自己", "the group '{name}' is in itself, by way of others or not"),
    "empty-group": ("组“{name}”里没有选项", "there is no choice in the group '{name}'"),
    "group-in-includes-all": (
        "includes_all 要逐个写出选项：一个组只要有其中一项即成立",
        "includes_all takes single choices: a group already holds with any one of its own",
    ),
    "separator-in-label": (
        "选项名“{text}”含有“{separator}”，而表格里用它隔开几个选项",
        "the label '{text}' has a '{separator}', which separates choices in the cells of tables",
    ),
    "editions-tie": (
        "这一版与第 {line} 行的一版同日开始，无法判断哪个有效",
        "this edition begins on the same day as the one in line {line}: nothing says which is in force",
    ),
    "text-not-read": ("无法读取来源的文本 {file}：{reason}", "the source's text {file} cannot be read: {reason}"),
    "no-source-texts": (
        "{folder} 里没有任何来源的文本；文本以来源的标识命名：{names}",
        "{folder} has none of the sources' texts, which are named by the ids of the sources: {names}",
    ),
    "path-outside": (
        "“{text}”不在政策文件的文件夹里；请写其中的文件，如 notices/letter.txt",
        "'{text}' leads out of the policy file's folder; name a file in it, such as notices/letter.txt",
    ),
    "not-a-hash": (
        "“{text}”不是 SHA-256；请照 iotcheck fresh 给出的 64 位小写十六进制数写",
        "'{text}' is no SHA-256: write the 64 hexadecimal digits that iotcheck fresh prints",
    ),
    "not-a-url": ("“{text}”不是网址", "'{text}' is no web address"),
    # references
    "full-width-comma": (
        "“{name}”里是全角逗号或顿号；方括号里的各项要用半角逗号隔开",
        "'{name}' has a full-width comma: items within brackets are separated by plain commas",
    ),
    "unknown-fact": ("不认识的事实“{name}”", "unknown fact '{name}'"),
    "unknown-choice": ("不认识的选项“{name}”", "unknown choice '{name}'"),
    "unknown-condition": ("没有名为“{name}”的条件", "unknown condition '{name}'"),
    "unknown-amount": ("没有名为“{name}”的金额", "unknown amount '{name}'"),
    "unknown-table": ("没有名为“{name}”的表", "unknown table '{name}'"),
    "unknown-source": ("没有名为“{name}”的来源", "unknown source '{name}'"),
    "unknown-agency": ("没有名为“{name}”的部门", "unknown agency '{name}'"),
    "unknown-support": ("没有名为“{name}”的支持方式", "unknown support '{name}'"),
    "unknown-program": ("没有名为“{name}”的项目", "unknown program '{name}'"),
    # conditions and amounts
    "not-one-operator": (
        "除 text 和 source 外，条件应恰有一个键，几个条件要列在 all 或 any 之下；这里有：{keys}",
        "beside text and source a condition has exactly one key, several go into a list under all or any; here: {keys}",
    ),
    "no-operator": (
        "这里缺少条件：除 text 和 source 外还应有一个键",
        "there is no condition here: beside text and source it needs one key",
    ),
    "not-one-comparison": ("这里应恰有一个比较", "exactly one comparison belongs here"),
    "not-for-this-type": ("类型 {type} 不能用“{name}”比较", "the type {type} cannot be compared with '{name}'"),
    "bad-currency": (
        "货币应为三个大写字母，如 CNY，而不是“{text}”",
        "a currency is three capital letters, such as CNY, not '{text}'",
    ),
    "not-true-or-false": ("应为 true 或 false，而不是“{text}”", "this must be true or false, not '{text}'"),
    "count-out-of-range": (
        "count 应在 1 到 {most} 之间，而不是 {count}",
        "count must lie between 1 and {most}, not {count}",
    ),
    "confirm-under-not": ("confirm 不能放在 not 之下", "confirm may not stand under not"),
    "confirm-in-amount": ("confirm 不能用于金额", "confirm may not stand inside an amount"),
    "confirm-in-case": ("confirm 不能用作情形的 when", "confirm may not stand in the 'when' of a case"),
    "confirm-in-guard": (
        "asked_if 里不能有 confirm：没有答案能确定它，就永远不会问",
        "confirm may not stand in asked_if: no answer settles it, so that the question would never be asked",
    ),
    "grant-unstated": (
        "“{name}”没有写明金额，不能用来计算",
        "'{name}' states no amount, so nothing can be computed from it",
    ),
    "confirm-in-grant": (
        "所比较的另一个项目有须核实的事项，仅凭答案不能确定",
        "the other program whose amount is compared has something to confirm, so answers alone cannot decide this",
    ),
    "circle": ("条件或金额互相引用，成了循环：{names}", "conditions or amounts use one another in a circle: {names}"),
    "guard-circle": (
        "asked_if 成了循环：要先知道“{name}”才会问“{name}”",
        "asked_if goes in a circle: '{name}' is asked only once '{name}' is known",
    ),
    **amount_problems.SENTENCES,
    "otherwise-missing": ("最后一项必须是 otherwise", "the last case must be 'otherwise'"),
    "otherwise-not-last": ("otherwise 只能放在最后", "'otherwise' stands last"),
    "unknown-document": ("没有名为“{name}”的材料", "unknown document '{name}'"),
    "window-without-days": (
        "这次申报时间既没有 from，也没有 until；随时可以申报请写 apply: anytime",
        "a window needs 'from' or 'until'; where one can apply at any time, write 'apply: anytime'",
    ),
    "until-before-from": ("结束日 {until} 早于开始日 {start}", "it ends on {until}, before it begins on {start}"),
    "min-above-max": ("最小值 {low} 大于最大值 {high}", "the minimum {low} is above the maximum {high}"),
    "percent-sign": (
        "百分数只写数字：{number}，而不是“{text}”",
        "write a percentage as a number alone: {number}, not '{text}'",
    ),
    # values
    "not-a-number": ("“{text}”不是数", "'{text}' is not a number"),
    "ambiguous-number": (
        "“{text}”可以读成两个不同的数；请去掉千位分隔符",
        "'{text}' can be read as two different numbers; write it without a thousands separator",
    ),
    "not-whole": ("“{text}”不是整数", "'{text}' is not a whole number"),
    "not-money": (
        "“{text}”不是金额；可写 {example} 或 {other}",
        "'{text}' is not an amount of money; write it as {example} or {other}",
    ),
    "not-a-date": ("“{text}”不是日期；请写成 2019-05-31", "'{text}' is not a date; write it as 2019-05-31"),
    "not-a-year": (
        "“{text}”不是年份，应写成 2025 这样的四位数",
        "'{text}' is no year, which is written with four digits like 2025",
    ),
    "no-such-day": ("没有“{text}”这一天", "there is no such day as '{text}'"),
    "not-yes-or-no": ("“{text}”既不是“是”也不是“否”", "'{text}' is neither yes nor no"),
    "too-many-digits": ("“{text}”超过 {limit} 位数字", "'{text}' has more than {limit} digits"),
    "day-later": (
        "“{name}”是 {day}，晚于判断日期 {as_of}；请确认没有写错",
        "'{name}' is {day}, after the day of assessment ({as_of}); check that it is meant",
    ),
    "ambiguous-day": (
        "“{text}”分不清月和日；请写作 2020-01-05 的形式",
        "'{text}' may be two different days; write it as 2020-01-05",
    ),
    "too-low": ("{value} 太小，至少为 {limit}", "{value} is too low: at least {limit}"),
    "too-high": ("{value} 太大，至多为 {limit}", "{value} is too high: at most {limit}"),
    "too-few": ("选了 {value} 项，至少选 {limit} 项", "{value} chosen: choose at least {limit}"),
    "too-many": ("选了 {value} 项，至多选 {limit} 项", "{value} chosen: choose at most {limit}"),
}
