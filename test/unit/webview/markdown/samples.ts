import * as fc from "fast-check";

/** Pieces of Markdown whose combinations reach the parser's corners. */
const pieces = [
  "word",
  "two words",
  "שלום",
  "7",
  "<br>",
  "<br /",
  "&copyright;",
  " ",
  "  ",
  "    ",
  "\n",
  "\n\n",
  "\r\n",
  "\t",
  "\\",
  "\\*",
  "# ",
  "## ",
  "#",
  "- ",
  "- item\n",
  "3. item\n",
  "* ",
  "+ ",
  "1. ",
  "2) ",
  "> ",
  ">",
  "---",
  "***",
  "===",
  "```",
  "```ts\n",
  "````",
  "~~~",
  "~~~py a.py\n",
  "`",
  "``",
  "*",
  "**",
  "_",
  "__",
  "~~",
  "~",
  "[",
  "]",
  "](",
  "(",
  ")",
  "![",
  "[a]",
  "[a]: /b",
  "[a]: https://a.example/x 'title'",
  "[^1]: note",
  "[x] ",
  "[ ] ",
  "| a | b |",
  "|---|:-:|",
  "| 1 | **2** |",
  "|",
  "https://a.example/b_c_d",
  "www.a.example",
  "www.a.example?x=(1).",
  "https://a.example/文_字，",
  "s3://bucket/x",
  "<https://a.example>",
  "<b>",
  "</b>",
  "<!--",
  "-->",
  "&amp;",
  "&",
  "$",
  "$$",
  "\n$$\n",
  "\\(",
  "\\)",
  "\\[",
  "\\]",
  "\n\\[\n",
  "\n\\]\n",
  "é",
  "😀",
  "🎉",
  "𠮷",
  "\u200B",
  "\u202E",
  "javascript:alert(1)",
  "a_b_c",
  "src/a.ts:1:2",
  "\0",
  "中文",
  "：**",
  "**“",
  "한(",
] as const;

export const markdown = fc
  .array(fc.constantFrom(...pieces), { maxLength: 40 })
  .map((parts) => parts.join(""));

/** A text and where it is cut, in characters. */
export const cutMarkdown = fc.record({
  text: markdown,
  cuts: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 30 }),
});

export function cut(text: string, sizes: readonly number[]): string[] {
  const parts: string[] = [];
  for (let at = 0, index = 0; at < text.length; index++) {
    const size = sizes[index % sizes.length] ?? 1;
    parts.push(text.slice(at, at + size));
    at += size;
  }
  return parts;
}

/** One of everything that a model writes. */
export const tour = `# Title with **bold**

A paragraph with *emphasis*, **strong text**, \`code\`, ~~gone~~, [a link](https://a.example/x_y "title"),
https://b.example/one_two_three, a [reference][ref], [ref] alone and ![a picture](https://c.example/p.png).

Setext heading
==============

- one **two**
- [x] done
- [ ] open
  1. nested \`code\`
  2. more

     \`\`\`py
     def f(a):
         return a
     \`\`\`

> quoted **text**
> over lines

| left | right |
|:-----|------:|
| a | **b** |
| \`c\` | d<br>e<BR />f |

\`\`\`ts title="src/a.ts"
const a = "*not emphasis*";
// | no | table |

---
\`\`\`

Formulas \\(a_b * c_d\\) and $$x_1 + y_1$$ stay, and
\\[
a_1 = b

+ c_1 \\\\[1em]
- d
\\] where
1. $$
   x
   - y
   $$
2. two

$$ e
= f
$$

---

[ref]: https://d.example/ref

**注意：**请看**“重点”**内容，**설정(config)**을 and [docs](src/_private.ts) and https://e.example/*x_ are it.
**Done!**🎉 🚀**(new)** **a.**𠮷 见 **https://f.example**，请用 **使用 s3://bucket/x**来存储。

The end.
`;
