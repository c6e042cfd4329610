"""The sentences of problem codes about tables of applicants; see `problems`."""

SENTENCES: dict[str, tuple[str, str]] = {
    "unknown-table-kind": (
        "不认识这种表格；请用这些后缀之一",
        "this is no kind of table that is known; give it one of these endings",
    ),
    "library-missing": (
        "读写这种表格需要 {library}，请先运行：{command}",
        "this kind of table needs {library}; install it with: {command}",
    ),
    "library-not-in-archive": (
        "读写这种表格需要 {library}，而单文件形式的程序里没有，也装不进去；请改用 xlsx 或 CSV，或用 pipx 安装本程序",
        "this kind of table needs {library}, which this one-file program lacks and cannot take in; use xlsx or CSV, or install the program with pipx",
    ),
    "other-workbook": (
        "这不是 xlsx 工作簿，多半是旧格式（.xls、.et）或设了密码；请用表格软件打开，另存为不设密码的 .xlsx 或 CSV",
        "this is no xlsx workbook: most often it is an older one (.xls, .et) or has a password; open it in a spreadsheet and save it as .xlsx without a password, or as CSV",
    ),
    "no-text-table": (
        "这不是文本表格，而是 {suffix} 文件；请把文件名的后缀改成 {suffix}",
        "this is no table of text but a {suffix} file; give its name that ending",
    ),
    "unknown-encoding": ("没有“{name}”这种编码", "there is no encoding '{name}'"),
    "unclear-encoding": (
        "既不是 UTF-8，也不像 GB18030；请用 --encoding 指明编码（如 big5），或另存为 UTF-8",
        "this is not UTF-8, nor does it look like GB18030; name its encoding with --encoding (such as big5), or save it as UTF-8",
    ),
    "read-as-gb18030": ("按 GB18030 编码读取，例如：{sample}", "read as GB18030, for example: {sample}"),
    "csv-syntax": (
        "CSV 写法有误：{detail}；多半是引号没有成对",
        "the CSV is broken: {detail}; most often a quotation mark has no partner",
    ),
    "wrong-cell-count": (
        "这一行有 {count} 格，表头有 {expected} 格",
        "this row has {count} {count:cell|cells}, and the header {expected}",
    ),
    "not-in-this-encoding": ("这一行不是 {encoding} 编码", "this row is not {encoding}"),
    "expected-json-object": ("每行应是一个 JSON 对象", "each line should be a JSON object"),
    "not-one-value": ("这里应是一个值，或一列文字", "a value belongs here, or a list of texts"),
    "bad-workbook": ("打不开这个工作簿：{detail}", "this workbook cannot be opened: {detail}"),
    "formula-without-result": (
        "公式“{text}”没有算出的结果；请用 Excel 打开工作簿并保存一次",
        "the formula '{text}' has no computed result; open the workbook in Excel and save it once",
    ),
    "digits-lost": (
        "“{text}”超过 15 位却存为数字，末几位已经丢失；请把这一列设为文本后重新填写",
        "'{text}' has more than 15 digits and is stored as a number, so that its last digits are lost; make the column text and fill it in again",
    ),
    "bad-table-file": ("打不开这个表格：{detail}", "this table cannot be opened: {detail}"),
    "unreadable-type": (
        "列“{name}”的类型 {type} 无法读取；请删去这一列，或存为别的类型",
        "column '{name}' has the type {type}, which cannot be read; remove it, or save it as another type",
    ),
    "unpacks-too-large": (
        "文件的第 {number} 部分只占 {packed} KB，解压后却有 {size} MB，不像是真实数据，因此没有读取；确属真实数据的，请不压缩另存后再试",
        "part {number} of this file takes {packed} KB and would unpack to {size} MB, which real data hardly does, so it is not read; if it is real, save the table without compression",
    ),
    "too-many-rows": (
        "xlsx 最多容 {limit} 行；请改写 CSV 或 Parquet",
        "xlsx holds at most {limit} rows; write CSV or Parquet instead",
    ),
    "process-ended": (
        "一个工作进程被系统中止，多半是内存不足；请减少 --jobs",
        "the system has ended one of the processes, most likely for want of memory; use fewer --jobs",
    ),
    "no-such-column": ("表中没有“{name}”这一列", "the table has no column '{name}'"),
    "column-carried": (
        "列“{name}”不是事实，照原样带到结果里；要用它，请改列名，或用 --map 指明",
        "column '{name}' is no fact and is carried along as it is; to use it, rename it, or say with --map what it is",
    ),
    "column-in-unit": (
        "“{name}”：按{unit}计（见表头）",
        "{name}: in {unit}, from the header",
    ),
    "column-in-unit-of-line": (
        "“{name}”：按{unit}计（见第 {line} 行）",
        "{name}: in {unit}, from line {line}",
    ),
    "cells-in-other-unit": (
        "“{name}”列有 {count} 种写法自带单位，按所写单位计：{names}",
        "{name}: cells with a unit of their own are read as written: {names}",
    ),
    "month-before-day": (
        "“{name}”列的日期按“月/日/年”读取",
        "{name}: days are read as month/day/year",
    ),
    "day-before-month": (
        "“{name}”列的日期按“日/月/年”读取",
        "{name}: days are read as day/month/year",
    ),
    "unclear-unit": (
        '“{name}”的单位“{units}”无法识别，或不是本币单位；请用 --unit "{name}=万元" 之类指明',
        "the unit of '{name}' is unclear or of another currency: {units}; settle it with --unit \"{name}=UNIT\"",
    ),
    "unit-column-unclear": (
        '分不清“{other}”列是不是也说明“{name}”；请用 --unit "{name}=万元" 之类指明',
        "it is not clear whether '{other}' is about '{name}' too; settle it with --unit \"{name}=UNIT\"",
    ),
    "no-unit-in-row": (
        "“{text}”所在的行没有写单位，其他行写了",
        "the row of '{text}' states no unit, as other rows do",
    ),
    "other-currency": (
        '“{name}”以“{units}”计，而政策文件以 {currency} 计；请先折算。数已折算、只是表头没改的，用 --unit "{name}=万元" 之类指明',
        "'{name}' is in {units}, and the policy file in {currency}: convert it; if only the header is wrong, say --unit \"{name}=UNIT\"",
    ),
    "some-cells-in-unit": (
        '“{name}”有的写了单位（{sized}），有的只写数字（{bare}），分不清后者的单位；请用 --unit "{name}=万元" 或 --unit "{name}=元" 指明',
        "some cells of '{name}' state a unit ({sized}) and others do not ({bare}); settle theirs with --unit \"{name}=UNIT\"",
    ),
    "maybe-other-unit": (
        '没有写明“{name}”的单位：照数读入，最大的只有 {most}，而规定的门槛从 {least} 起；如以万元计，请用 --unit "{name}=万元" 指明',
        "nothing states the unit of '{name}': taken as they are, the greatest is {most}, and the rules begin at {least}; if they count in another unit, say --unit \"{name}=UNIT\"",
    ),
    "small-per-cents": (
        '“{name}”列 {total} 个不同的数中有 {count} 个在 -1 与 1 之间，都按百分数读入（0.3 是 0.3%）；如是小数，请用 --unit "{name}=小数" 指明',
        "{count} of the {total} different numbers of '{name}' lie between -1 and 1 and are read as per cent (0.3 is 0.3%); if they are fractions, say --unit \"{name}=ratio\"",
    ),
    "units-contradict": (
        '“{name}”的单位前后不一致：{units}；请用 --unit "{name}=万元" 之类指明',
        "the table gives different units for '{name}': {units}; settle it with --unit \"{name}=UNIT\"",
    ),
    "unknown-unit": (
        "“{name}”不能以“{unit}”为单位；金额可写 元、千元、万元、亿元，百分数可写 % 或 小数",
        "'{unit}' cannot be the unit of '{name}'; write 元, 万元, thousand or million for money, % or ratio for per cent",
    ),
    "maybe-fractions": (
        '“{name}”列 {total} 个不同的数中有 {count} 个在 -1 与 1 之间，分不清 0.3 是 0.3% 还是 30%；请用 --unit "{name}=小数" 或 --unit "{name}=%" 指明',
        '{count} of the {total} different numbers of \'{name}\' lie between -1 and 1, so 0.3 may mean 0.3% or 30%; settle it with --unit "{name}=ratio" or --unit "{name}=%"',
    ),
    "totals-left-out": (
        "{count} 行是合计，不作为申报单位：{names}{more}",
        "{count} {count:line with totals is|lines with totals are} left out: {names}{more}",
    ),
    "remarks-left-out": (
        "{count} 行是备注或落款，不作为申报单位：{names}{more}",
        "{count} {count:line with remarks is|lines with remarks are} left out: {names}{more}",
    ),
    "rows-without-name": (
        "{count} 行有数字而没有名称，可能是合计，仍一并筛查：{names}{more}",
        "{count} {count:row has|rows have} numbers and no name, and may be totals; screened like the others: {names}{more}",
    ),
    "rows-without-answers": (
        "{count} 行没有填任何信息，仍按申报单位筛查（各项均未知）：{names}{more}",
        "{count} {count:row answers no question and is|rows answer no question and are} screened, with everything open: {names}{more}",
    ),
    "unit-stated-below": (
        "第 {line} 行注明单位是“{unit}”，而这些金额没有按它读：{names}；请指明：{mend}",
        "line {line} says that the unit is '{unit}', and these amounts are not read in it: {names}; say {mend}",
    ),
    "headers-left-out": (
        "{count} 行是重复的表头，已跳过：第 {names} 行{more}",
        "{count} {count:line that repeats the header is|lines that repeat the header are} left out: {names}{more}",
    ),
    "hidden-columns": (
        "有 {count} 列被隐藏，仍照常读取：{names}{more}",
        "{count} hidden {count:column is|columns are} read like the others: {names}{more}",
    ),
    "hidden-rows": (
        "有 {count} 行被隐藏或筛选掉，仍一并筛查（第 {names} 行{more}）",
        "{count} hidden or filtered {count:row is|rows are} screened like the others ({count:line|lines} {names}{more})",
    ),
    "merged-cells": (
        "有 {count} 处合并单元格，其内容用于所跨的每一行：{names}{more}",
        "{count} merged {count:cell: each row it spans has its|cells: each row they span has their} value: {names}{more}",
    ),
    "number-in-merged-cells": (
        "“{text}”写在跨多行的合并单元格里，分不清是每行各有此数，还是几行合计；请拆分单元格",
        "'{text}' stands in cells merged over several rows: it may be each row's number or their total; split the cells",
    ),
    "cells-outside": (
        "表格范围之外还有 {count} 个单元格，没有读：{names}{more}",
        "{count} {count:cell|cells} outside the table {count:is|are} not read: {names}{more}",
    ),
    "divided-by-format": (
        "“{text}”的数字格式把它缩小后显示（如 0.0,），而这一列另有单位，分不清是多少；请改用不缩小的数字格式",
        "the number format of '{text}' shows it divided (such as 0.0,) in a column that has a unit, so that it may mean either; choose a format that does not divide",
    ),
    "error-in-cell": ("单元格里是错误值 {text}", "the cell holds the error {text}"),
    "stray-quote": (
        "第 {line} 行的引号一直延续到后面的行，吞掉了几行数据；请改正引号",
        "a quotation mark on line {line} runs on over the next lines and swallows their rows; correct it",
    ),
    "several-sheets": (
        "有多个工作表都含有信息项：{names}；请用 --sheet 指明读哪一个",
        "several sheets name questions: {names}; choose one with --sheet",
    ),
    "no-such-sheet": ("没有工作表“{name}”", "there is no sheet '{name}'"),
    "too-large-for-one-list": (
        "不是每行一个对象的 JSON 文件，大小不能超过 {limit} MB；请改为每行一个对象",
        "a JSON file that is not an object a line may have {limit} MB at most; write an object a line",
    ),
    "not-a-unit-of-column": ("应写作 列名=单位，而不是“{text}”", "write COLUMN=UNIT, not '{text}'"),
    "titles-above": (
        "表头在第 {line} 行，上面的行除单位外不读",
        "header found on line {line}; the lines above it are ignored except for units",
    ),
    "second-header": (
        "第 {line} 行也像表头；请把列名合并到一行，或删去这一行",
        "line {line} looks like a second line of headers: put all names into one line, or delete it",
    ),
    "other-sheets": (
        "只读工作表“{name}”；没有读：{others}",
        "only the sheet '{name}' is read; not read: {others}",
    ),
    "columns-not-used": ("没有用到的列：{names}", "columns that are not used: {names}"),
    "facts-without-column": (
        "没有列给出、按未问处理的信息：{names}",
        "facts that no column gives, taken as not asked: {names}",
    ),
    "ids-twice": ("这些编号不止一行：{names}", "ids that stand in more than one row: {names}"),
    "fact-twice": (
        "“{first}”和“{second}”两列都是事实“{name}”",
        "columns '{first}' and '{second}' both hold fact '{name}'",
    ),
    "no-fact-columns": (
        "没有一列是事实；列名应为事实的 id 或名称，也可用 --map 指明",
        "no column holds a fact; name columns by the ids or labels of facts, or say which with --map",
    ),
    "no-such-row": (
        "表中没有一行写着“{name}”（信息项以外的各列都找过）；编号在别的列时，请用 --id 指明",
        "no row of the table has '{name}' in a column that holds no fact; if another column identifies the rows, name it with --id",
    ),
    "no-such-row-in-column": (
        "“{column}”列（--id）中没有“{name}”",
        "no row of the table has '{name}' in the column '{column}' that --id names",
    ),
    "row-twice": (
        "有 {count} 行写着“{name}”（第 {lines} 行{more}）；请改用只属于一行的编号，或用 --id 指明编号所在的列",
        "{count} rows have '{name}' (lines {lines}{more}); give an id that only one row has, or name the column of ids with --id",
    ),
    "not-a-mapping": ("应写作 列名=事实，而不是“{text}”", "write COLUMN=FACT, not '{text}'"),
    "no-id": ("没有编号", "the id is empty"),
    "rows-rejected": ("这些行剔除：{reason}", "these rows are rejected: {reason}"),
    "cell-not-known": ("这样的单元格按“不知道”处理：{reason}", "such cells are taken as not known: {reason}"),
    "implausible-year": (
        "“{text}”早于 {limit} 年，多半是笔误",
        "'{text}' lies before {limit}, and is most likely a slip",
    ),
    "type-changes": (
        "“{name}”列前面的值都是 {kind} 类型，后面出现了其他类型；请改写 CSV、xlsx 或 JSON lines",
        "column '{name}' begins with values of type {kind}, and others follow; write CSV, xlsx or JSON lines instead",
    ),
    "days-later": (
        "“{name}”列有 {count} 个日期晚于判断日期（第 {lines} 行等）；如属笔误请改正，如本来可以晚，政策文件里可写 max",
        "column '{name}' has {count} dates after the day of assessment (lines {lines} first); mend them if they are slips, or let the policy file give a max if they may be",
    ),
    "not-a-replacement": (
        "应写成“列: 原内容=含义”或“原内容=含义”：{text}",
        "write it as COLUMN: FROM=TO, or FROM=TO for all columns: {text}",
    ),
    "replaced-twice": (
        "“{text}”说了两种含义：“{first}”和“{second}”",
        "two things are said of '{text}': '{first}' and '{second}'",
    ),
    "no-value-of-any": ("没有一列可以填“{text}”", "'{text}' may stand in no column of the table"),
    "column-without-fact": (
        "“{name}”列没有用到，不必说明其中内容的含义",
        "column '{name}' holds nothing that is asked for, so its texts need no meaning",
    ),
    "value-never-met": ("表中没有一格写着“{text}”", "no cell of the table says '{text}'"),
    "row-rejected": ("这一行剔除：{reason}", "this row is rejected: {reason}"),
}
