"""The sentences of problem codes about tables of applicants; see `problems`."""

SENTENCES: dict[str, tuple[str, str]] = {
    "unknown-table-kind": (
        "无法识别这种表格，请使用以下后缀之一",
        "unknown table type; use one of these file extensions",
    ),
    "command-needs-library": (
        "这个命令需要 {library}，请先运行：{command}",
        "this command needs {library}; to install it, run: {command}",
    ),
    "library-missing": (
        "读写这种表格需要 {library}，请先运行：{command}",
        "this type of table needs {library}; to install it, run: {command}",
    ),
    "library-not-in-archive": (
        "读写这种表格需要 {library}，单文件版程序不含它，也无法加装；请改用 xlsx 或 CSV，或用 pipx 安装本程序",
        "this type of table needs {library}, which this single-file program does not include; use xlsx or CSV, or install the program with pipx",
    ),
    "other-workbook": (
        "这不是 xlsx 工作簿，可能是旧格式（.xls、.et）或设有密码；请用表格软件打开，另存为不设密码的 .xlsx 或 CSV",
        "this is not an xlsx workbook; it is probably an older format (.xls, .et) or password-protected. Open it in a spreadsheet program and save it as .xlsx without a password, or as CSV",
    ),
    "no-text-table": (
        "这不是文本表格，而是 {suffix} 文件；请把后缀改成 {suffix}",
        "this is not a text table but a {suffix} file; rename it to {suffix}",
    ),
    "unknown-encoding": ("没有“{name}”这种编码", "unknown encoding '{name}'"),
    "unclear-encoding": (
        "既不是 UTF-8，也不像 GB18030；请用 --encoding 指定编码（如 big5），或另存为 UTF-8",
        "this is not UTF-8 and does not look like GB18030; set the encoding with --encoding (such as big5), or save it as UTF-8",
    ),
    "read-as-gb18030": ("按 GB18030 编码读取，例如：{sample}", "read as GB18030, for example: {sample}"),
    "csv-syntax": (
        "CSV 格式有误：{detail}；可能是引号没有成对",
        "invalid CSV: {detail}; a quotation mark is probably not closed",
    ),
    "wrong-cell-count": (
        "本行有 {count} 格，表头有 {expected} 格",
        "this row has {count} {count:cell|cells}, but the header has {expected}",
    ),
    "not-in-this-encoding": ("本行不是 {encoding} 编码", "this row is not in {encoding}"),
    "expected-json-object": ("每行应为一个 JSON 对象", "each line must be a JSON object"),
    "not-one-value": ("这里应为一个值，或一列文字", "this must be a single value or a list of texts"),
    "bad-workbook": ("无法打开这个工作簿：{detail}", "this workbook cannot be opened: {detail}"),
    "formula-without-result": (
        "公式“{text}”没有计算结果；请用 Excel 打开工作簿并保存一次",
        "the formula '{text}' has no computed result; open the workbook in Excel and save it once",
    ),
    "digits-lost": (
        "“{text}”超过 15 位却存为数字，末几位已丢失；请把这一列设为文本格式后重新填写",
        "'{text}' has more than 15 digits and is stored as a number, so its last digits are lost; format the column as text and enter it again",
    ),
    "bad-table-file": ("无法打开这个表格：{detail}", "this table cannot be opened: {detail}"),
    "unreadable-type": (
        "“{name}”列的类型 {type} 无法读取；请删去这一列，或改存为其他类型",
        "column '{name}' has the type {type}, which cannot be read; remove the column or save it as another type",
    ),
    "unpacks-too-large": (
        "文件的第 {number} 部分只占 {packed} KB，解压后却有 {size} MB，不像真实数据，因此没有读取；如确为真实数据，请不压缩另存后再试",
        "part {number} of this file is {packed} KB but would unpack to {size} MB, which is unlikely for real data, so it was not read; if it is real, save the table without compression",
    ),
    "too-many-rows": (
        "xlsx 最多容纳 {limit} 行；请改为写出 CSV 或 Parquet",
        "xlsx holds at most {limit} rows; write CSV or Parquet instead",
    ),
    "process-ended": (
        "系统中止了一个工作进程，可能是内存不足；请减少 --jobs",
        "the system ended one of the processes, probably because memory ran out; use fewer --jobs",
    ),
    "no-such-column": ("表中没有“{name}”这一列", "the table has no column '{name}'"),
    "column-carried": (
        "“{name}”列不是已知的信息项，原样保留；如需使用，请改列名或用 --map 指定",
        "column '{name}' is not a known question; it is passed through unchanged. To use it, rename it or map it with --map",
    ),
    "column-in-unit": ("“{name}”按{unit}计（表头注明）", "{name}: in {unit} (from the header)"),
    "column-in-unit-of-line": ("“{name}”按{unit}计（第 {line} 行注明）", "{name}: in {unit} (from line {line})"),
    "cells-in-other-unit": (
        "“{name}”列有 {count} 种写法自带单位，按所写单位计：{names}",
        "{name}: {count} {count:value|values} with their own unit are read as written: {names}",
    ),
    "month-before-day": ("“{name}”列的日期按“月/日/年”读取", "{name}: dates are read as month/day/year"),
    "day-before-month": ("“{name}”列的日期按“日/月/年”读取", "{name}: dates are read as day/month/year"),
    "unclear-unit": (
        '“{name}”的单位“{units}”无法识别，或不是本币单位；请用 --unit "{name}=万元" 之类指定',
        "the unit of '{name}' is unclear or in another currency: {units}; set it with --unit \"{name}=UNIT\"",
    ),
    "unit-column-unclear": (
        '无法确定“{other}”列是否也说明“{name}”的单位；请用 --unit "{name}=万元" 之类指定',
        "it is unclear whether '{other}' also gives the unit of '{name}'; set it with --unit \"{name}=UNIT\"",
    ),
    "no-unit-in-row": ("“{text}”所在的行没有写单位，其他行写了", "the row of '{text}' has no unit, but other rows do"),
    "other-currency": (
        '“{name}”以“{units}”计，而政策文件以 {currency} 计；请先折算。如数字已折算、只是表头未改，请用 --unit "{name}=万元" 之类指定',
        "'{name}' is in {units}, but the policy file is in {currency}; convert it first. If only the header is wrong, use --unit \"{name}=UNIT\"",
    ),
    "some-cells-in-unit": (
        '“{name}”有的写了单位（{sized}），有的只写数字（{bare}），后者的单位无法确定；请用 --unit "{name}=万元" 或 --unit "{name}=元" 指定',
        "some cells of '{name}' have a unit ({sized}) and others do not ({bare}); set theirs with --unit \"{name}=UNIT\"",
    ),
    "maybe-other-unit": (
        '未注明“{name}”的单位：按数字原样读取，最大的只有 {most}，而规定的门槛从 {least} 起；如以万元计，请用 --unit "{name}=万元" 指定',
        "no unit is given for '{name}'. As they stand, the largest value is {most}, while the rules start at {least}; if it is in another unit, use --unit \"{name}=UNIT\"",
    ),
    "small-per-cents": (
        '“{name}”列 {total} 个不同的数中有 {count} 个在 -1 与 1 之间，都按百分数读取（0.3 即 0.3%）；如为小数，请用 --unit "{name}=小数" 指定',
        "{count} of the {total} different numbers in '{name}' are between -1 and 1 and are read as percentages (0.3 is 0.3%); if they are fractions, use --unit \"{name}=ratio\"",
    ),
    "units-contradict": (
        '“{name}”的单位前后不一致：{units}；请用 --unit "{name}=万元" 之类指定',
        "the table gives different units for '{name}': {units}; set one with --unit \"{name}=UNIT\"",
    ),
    "unknown-unit": (
        "“{name}”不能以“{unit}”为单位；金额可写 元、千元、万元、亿元，百分数可写 % 或 小数",
        "'{unit}' cannot be the unit of '{name}'; use 元, 万元, thousand or million for money, % or ratio for percentages",
    ),
    "maybe-fractions": (
        '“{name}”列 {total} 个不同的数中有 {count} 个在 -1 与 1 之间，无法确定 0.3 是 0.3% 还是 30%；请用 --unit "{name}=小数" 或 --unit "{name}=%" 指定',
        '{count} of the {total} different numbers in \'{name}\' are between -1 and 1, so 0.3 may mean 0.3% or 30%; use --unit "{name}=ratio" or --unit "{name}=%"',
    ),
    "totals-left-out": (
        "{count} 行是合计，不作为申报单位：{names}{more}",
        "{count} {count:line with totals is|lines with totals are} skipped: {names}{more}",
    ),
    "remarks-left-out": (
        "{count} 行是备注或落款，不作为申报单位：{names}{more}",
        "{count} {count:line with remarks is|lines with remarks are} skipped: {names}{more}",
    ),
    "rows-without-name": (
        "{count} 行有数字而没有名称，可能是合计，仍一并筛查：{names}{more}",
        "{count} {count:row has|rows have} numbers but no name and may be totals; screened like the others: {names}{more}",
    ),
    "rows-without-answers": (
        "{count} 行没有填写任何信息，仍按申报单位筛查（各项均未知）：{names}{more}",
        "{count} {count:row answers no question and is|rows answer no question and are} screened with everything unknown: {names}{more}",
    ),
    "unit-stated-below": (
        "第 {line} 行注明单位为“{unit}”，但以下金额没有按它读取：{names}；请指定：{mend}",
        "line {line} gives the unit '{unit}', but these amounts are not read in it: {names}; use {mend}",
    ),
    "headers-left-out": (
        "{count} 行是重复的表头，已跳过：第 {names} 行{more}",
        "{count} repeated header {count:line is|lines are} skipped: {names}{more}",
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
        "“{text}”写在跨多行的合并单元格里，无法确定是每行各有此数，还是几行合计；请拆分单元格",
        "'{text}' is in a cell merged over several rows: it may be each row's number or their total; split the cell",
    ),
    "cells-outside": (
        "表格范围之外还有 {count} 个单元格，没有读取：{names}{more}",
        "{count} {count:cell|cells} outside the table {count:is|are} ignored: {names}{more}",
    ),
    "divided-by-format": (
        "“{text}”的数字格式把它缩小后显示（如 0.0,），而这一列另有单位，无法确定数值；请改用不缩小的数字格式",
        "the number format of '{text}' shows it divided (such as 0.0,) in a column that also has a unit, so its value is unclear; use a format that does not divide",
    ),
    "error-in-cell": ("单元格为错误值 {text}", "the cell contains the error {text}"),
    "stray-quote": (
        "第 {line} 行的引号没有结束，后面几行数据都被当作同一格；请改正引号",
        "a quotation mark on line {line} is not closed, so the following rows are read as one cell; fix the quotation mark",
    ),
    "several-sheets": (
        "多个工作表都含有信息项：{names}；请用 --sheet 指定读取哪一个",
        "several worksheets contain questions: {names}; choose one with --sheet",
    ),
    "no-such-sheet": ("没有工作表“{name}”", "there is no worksheet '{name}'"),
    "too-large-for-one-list": (
        "JSON 文件不是每行一个对象时，不能超过 {limit} MB；请改为每行一个对象",
        "a JSON file with anything other than one object per line can be at most {limit} MB; write one object per line",
    ),
    "not-a-unit-of-column": ("应写作 列名=单位，而不是“{text}”", "write COLUMN=UNIT, not '{text}'"),
    "titles-above": (
        "表头在第 {line} 行；以上各行除单位外不读取",
        "header found on line {line}; the lines above it are ignored except for units",
    ),
    "second-header": (
        "第 {line} 行也像表头；请把列名合并到一行，或删去这一行",
        "line {line} looks like a second header; merge the names into one line or delete it",
    ),
    "other-sheets": (
        "只读取工作表“{name}”，没有读取：{others}",
        "only the worksheet '{name}' is read; ignored: {others}",
    ),
    "columns-not-used": ("不参与判断的列：{names}", "unused columns: {names}"),
    "facts-without-column": (
        "表中缺少以下信息项（按未填处理）：{names}",
        "questions with no column (treated as not asked): {names}",
    ),
    "ids-twice": ("编号重复：{names}", "duplicate ids: {names}"),
    "fact-twice": (
        "“{first}”和“{second}”两列是同一个信息项“{name}”",
        "columns '{first}' and '{second}' are both for the question '{name}'",
    ),
    "no-fact-columns": (
        "没有认出任何一列，请按模板改列名，或用 --map 指定",
        "no column is a known question; name the columns as in the template, or map them with --map",
    ),
    "no-such-row": (
        "表中没有“{name}”（信息项以外的各列都找过）；编号在其他列时，请用 --id 指定",
        "no row has '{name}' in a column other than the questions; if ids are in another column, name it with --id",
    ),
    "no-such-row-in-column": (
        "“{column}”列（--id）中没有“{name}”",
        "no row has '{name}' in the column '{column}' (--id)",
    ),
    "row-twice": (
        "有 {count} 行都是“{name}”（第 {lines} 行{more}）；请改用唯一的编号，或用 --id 指定编号所在的列",
        "{count} rows have '{name}' (lines {lines}{more}); use a unique id, or name the id column with --id",
    ),
    "not-a-mapping": ("应写作 列名=信息项，而不是“{text}”", "write COLUMN=FACT, not '{text}'"),
    "no-id": ("没有编号", "the id is empty"),
    "rows-rejected": ("以下各行未参与筛查：{reason}", "these rows are rejected: {reason}"),
    "cell-not-known": ("以下单元格按“不知道”处理：{reason}", "these cells are treated as unknown: {reason}"),
    "implausible-year": ("“{text}”早于 {limit} 年，可能是笔误", "'{text}' is before {limit}; probably a typing error"),
    "type-changes": (
        "“{name}”列前面的值都是 {kind} 类型，后面出现其他类型；请改为写出 CSV、xlsx 或 JSON lines",
        "column '{name}' starts with values of type {kind}, but others follow; write CSV, xlsx or JSON lines instead",
    ),
    "days-later": (
        "“{name}”列有 {count} 个日期晚于判断日期（第 {lines} 行等）；如有误请改正，如允许晚于判断日期，可在政策文件里写 max",
        "column '{name}' has {count} dates after the assessment date (lines {lines} first); fix them if they are wrong, or set a max in the policy file if they are allowed",
    ),
    "not-a-replacement": (
        "应写作“列: 原内容=含义”或“原内容=含义”：{text}",
        "write COLUMN: FROM=TO, or FROM=TO for all columns: {text}",
    ),
    "replaced-twice": (
        "“{text}”指定了两种含义：“{first}”和“{second}”",
        "'{text}' has two replacements: '{first}' and '{second}'",
    ),
    "no-value-of-any": ("没有一列可以填“{text}”", "'{text}' is not allowed in any column of the table"),
    "column-without-fact": (
        "“{name}”列不参与判断，不必指定其内容的含义",
        "column '{name}' is not a known question, so its texts need no replacement",
    ),
    "value-never-met": ("表中没有内容为“{text}”的单元格", "no cell of the table contains '{text}'"),
    "row-rejected": ("本行未参与筛查：{reason}", "this row is rejected: {reason}"),
}
