/** A function or a method of a sample. */
export interface Callable {
  readonly header: readonly string[];
  readonly body: readonly string[];
  readonly footer: readonly string[];
  readonly container: Container | undefined;
}

export interface Container {
  readonly header: readonly string[];
  readonly footer: string[];
}

/** Other bodies for some callables. */
export type Bodies = ReadonlyMap<Callable, readonly string[]>;

export interface Sample {
  readonly language: string;
  readonly elision: string;
  readonly callables: readonly Callable[];
  /** The file with these bodies in it. */
  readonly file: (bodies: Bodies) => string;
  /** Statements that are in its bodies, without indentation. */
  readonly statements: readonly string[];
}

/**
 * Reads a file that has two more columns: `>` is a header's line, `|` one of a body, `<` the line that closes it, `[`
 * and `]` those of what has methods in it.
 */
function sample(language: string, elision: string, text: string): Sample {
  const pieces: (string | Callable)[] = [];
  const callables: Callable[] = [];
  let container: Container | undefined;
  let last:
    | { header: string[]; body: string[]; footer: string[]; container: typeof container }
    | undefined;
  for (const row of text.replace(/^\n/, "").replace(/\n *$/, "").split("\n")) {
    const line = row.slice(2);
    const mark = row.slice(0, 1);
    if (mark === ">" && last?.body.length !== 0) {
      last = { header: [line], body: [], footer: [], container };
      pieces.push(last);
      callables.push(last);
    } else if (mark === ">") last?.header.push(line);
    else if (mark === "|") last?.body.push(line);
    else if (mark === "<") last?.footer.push(line);
    else {
      if (mark === "[") container = { header: [line], footer: [] };
      if (mark === "]") {
        container?.footer.push(line);
        container = undefined;
      }
      pieces.push(line);
    }
  }
  return {
    language,
    elision,
    callables,
    file: (bodies) =>
      pieces
        .flatMap((piece) => (typeof piece === "string" ? [piece] : linesOf(piece, bodies)))
        .join("\n") + "\n",
    statements: callables.flatMap(({ body }) => statementsOf(body)),
  };
}

/** A callable with its new body. */
export function linesOf(callable: Callable, bodies: Bodies): readonly string[] {
  const margin = /^\s*/.exec(callable.body[0] ?? "")?.[0] ?? "";
  const statements = bodies.get(callable);
  const body = statements?.flatMap((statement) =>
    statement.split("\n").map((line) => margin + line),
  );
  return [...callable.header, ...(body ?? callable.body), ...callable.footer];
}

function statementsOf(body: readonly string[]): readonly string[] {
  const margin = /^\s*/.exec(body[0] ?? "")?.[0].length ?? 0;
  // Text of several lines can't move.
  if (body.some((line) => line.slice(0, margin).trim() !== "")) return [];
  const statements: string[][] = [];
  for (const line of body) {
    const own = line.slice(margin);
    if (/^[\s})\]]/.test(own) || own === "") statements.at(-1)?.push(own);
    else statements.push([own]);
  }
  return statements.map((lines) => lines.join("\n"));
}

export const samples: readonly Sample[] = [
  sample(
    "TypeScript",
    "// ... existing code ...",
    `
  import { readFile } from "node:fs/promises";
  import type { Item } from "./item.ts";

  const rate = 0.19;

  /** Sums up. */
> export function total(items: readonly Item[]): number {
|   let sum = 0;
|   for (const item of items) {
|     sum += item.price;
|   }
|   return sum;
< }

> export async function load(
>   path: string,
>   fallback = "{}",
> ): Promise<string> {
|   const text = await readFile(path, "utf8");
|   if (text.includes("\`")) return fallback;
|   return text.trim();
< }

> const parse = (text: string): Item[] => {
|   const total = JSON.parse(text) as Item[];
|   return total;
< };

[ export class Basket {
    readonly #items: Item[] = [];
    count = 0;

    // Adds one.
>   add(item: Item): void {
|     this.#items.push(item);
|     this.count += 1;
<   }

>   get total(): number {
|     return total(this.#items) * (1 + rate);
<   }

>   reset(): void {
|     this.count = 0;
|     this.#items.length = 0;
<   }
] }

[ class Shelf {
    #rows: string[] = [];

>   reset(): void {
|     this.#rows = [];
<   }

>   toString = (): string => {
|     const rows = this.#rows.map((row) => \`- \${row}
| \`);
|     return rows.join("");
<   };
] }

  export default Basket;
`,
  ),
  sample(
    "Python",
    "# ... existing code ...",
    `
  """Areas and rims."""
  import math
  from dataclasses import dataclass

  UNIT = "cm"


> def area(r):
|     """The area of a circle."""
|     return math.pi * r ** 2


> def rim(r,
>         unit=UNIT):
|     rim = 2 * math.pi * r
|     if unit == "mm":
|         rim *= 10
|     return rim


  @dataclass
[ class Circle:
      r: float

>     def area(self):
|         return area(self.r)

>     @property
>     def rim(self) -> float:
|         return rim(self.r)

>     def grow(self, by):
|         self.r += by
|         # Circles have no other side.
|         return self


[ class Square(Circle):
>     def grow(self, by):
|         for _ in range(4):
|             self.r += by / 4
|         return self

>     async def draw(
>         self,
>         on,
>     ) -> str:
|         await on.draw({
|             "r": self.r,
|         })
|         text = """
| a square
| """
|         return text

  print(area(1))
`,
  ),
  sample(
    "Java",
    "// ... existing code ...",
    `
  package shop;

  import java.util.List;

[ public class Basket extends Shelf implements Countable {
      private final List<Item> items = List.of();
      private int count = 0;

>     public void add(Item item) {
|         items.add(item);
|         count++;
<     }

>     public void add(List<Item> more) {
|         for (Item item : more) {
|             add(item);
|         }
<     }

>     @Override
>     public String toString() {
|         return String.format("%d {", count);
<     }

>     static <T extends Item> int sum(List<T> all)
>     {
|         int sum = 0;
|         for (T item : all) sum += item.price();
|         return sum;
<     }
] }
`,
  ),
  sample(
    "Go",
    "// ... existing code ...",
    `
  package shop

  import (
  	"fmt"
  	"strings"
  )

  type Basket struct {
  	items []Item
  	count int
  }

  // Total sums up.
> func Total(items []Item) int {
| 	sum := 0
| 	for _, item := range items {
| 		sum += item.Price
| 	}
| 	return sum
< }

> func (b *Basket) String() string {
| 	return fmt.Sprintf("%d {", b.count)
< }

> func (i Item) String() string {
| 	if i.Name == "" {
| 		return "?"
| 	}
| 	return strings.TrimSpace(i.Name)
< }

`,
  ),
];
