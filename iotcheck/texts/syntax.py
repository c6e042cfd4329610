"""The sentence of every problem of reading YAML, in the words of a person who wrote it."""

SENTENCES: dict[str, tuple[str, str]] = {
    "yaml-syntax": (
        "从这里起不是有效的 YAML；含特殊符号的文字请加引号",
        "invalid YAML from here on; quote any text with special characters",
    ),
    "full-width-colon": (
        "这里是全角冒号“：”；YAML 的键之后要用半角冒号加空格“: ”",
        "this is a full-width colon '：'; after a key, YAML needs a plain colon and a space, ': '",
    ),
    "colon-in-text": (
        '文字里有冒号加空格；请用半角引号 "…" 把整段文字括起来',
        "the text contains a colon followed by a space; put the whole text in quotes",
    ),
    "missing-colon": (
        "本行既不是“键: 值”，也不是“- 项”；冒号或短横之后要有空格",
        "this line is neither 'key: value' nor '- item'; put a space after the colon or dash",
    ),
    "yaml-indent": (
        "本行的缩进与前后不一致；同级的键要对齐",
        "the indentation does not match the lines around it; keys of the same level must be aligned",
    ),
    "list-on-next-line": (
        "列表要从下一行开始；如果是以短横开头的文字，请加引号",
        "a list must start on the next line; quote a text that begins with a dash",
    ),
    "yaml-brackets": (
        "括号里此处缺少半角逗号，或多了一个；含逗号、冒号的文字要加引号",
        "a comma is missing here inside the brackets, or there is one too many; quote a text with a comma or colon",
    ),
    "bracket-not-closed": ("这里的“{bracket}”没有对应的右括号", "this '{bracket}' is never closed"),
    "bracket-not-open": ("这个“{bracket}”没有对应的左括号", "this '{bracket}' has no opening bracket"),
    "quote-not-closed": ("这里开始的引号没有结束", "the quotation mark that opens here is never closed"),
    "text-after-quote": (
        "引号结束之后还有文字；请把整段文字放进引号",
        "there is text after the closing quotation mark; put all of it inside the quotes",
    ),
    "quote-first-character": (
        "以“{character}”开头的文字要加引号，否则 YAML 另有理解",
        "quote a text that begins with '{character}'; YAML gives it a special meaning",
    ),
    "bad-escape": (
        "双引号里反斜杠的写法不对；如需原样的反斜杠，请用单引号",
        "YAML does not know this escape; use single quotes for a literal backslash",
    ),
    "comma-in-number": (
        "方括号里的逗号把“{text}”拆成了几项；请去掉千分位逗号，或在各项之间加空格",
        "inside brackets, the commas split '{text}' into several items; remove them, or put a space between items",
    ),
    "tab": (
        "这里有制表符（共 {lines} 行有）；请换成空格",
        "there is a tab here (lines with tabs: {lines}); use spaces instead",
    ),
    "invisible-character": (
        "这里有不可见字符 {character}；请删除",
        "there is an invisible character {character} here; delete it",
    ),
    "quote-text": (
        "这段文字含问号，请加引号：各种 YAML 解析器对它的理解不一致",
        "quote this text: it contains a question mark, which YAML parsers treat differently",
    ),
    "empty-value": ("键“{key}”没有值；含逗号的文字要加引号", "the key '{key}' has no value; quote a text with a comma"),
    "duplicate-key": ("键“{key}”重复，第 {first} 行已有", "duplicate key '{key}'; it is already on line {first}"),
    "null-key": ("键是空的", "the key is empty"),
    "no-merge-keys": (
        "不支持合并键（<<），请把内容写全",
        "merge keys (<<) are not supported; write the content in full",
    ),
    "key-not-text": ("键必须是文字", "a key must be text"),
    "no-anchors": (
        "不支持锚点（&）和引用（*），请把内容写全",
        "anchors (&) and aliases (*) are not supported; write the content in full",
    ),
    "no-tags": (
        "不支持类型标记“{tag}”；以“!”开头的文字要加引号",
        "tags such as '{tag}' are not supported; quote a text that begins with '!'",
    ),
    "no-directives": ("不支持 YAML 指令（%）", "YAML directives (%) are not supported"),
    "one-document": ("一个文件只能有一份文档（---）", "a file can hold only one document (---)"),
    "too-deep": ("嵌套超过 {limit} 层", "nested more than {limit} levels deep"),
    "too-many-nodes": ("内容超过 {limit} 个节点", "the file has more than {limit} nodes"),
}
