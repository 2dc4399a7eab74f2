import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv, writeCsv } from "../../../../domain/consent/iys/csv.ts";

const fieldsOf = (text: string) => readCsv(text).records.map(({ fields }) => fields);

describe("a CSV file", () => {
  it.each<[string, string, readonly (readonly string[])[]]>([
    [
      "with semicolons",
      "a;b\r\n1;2\r\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "with commas",
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "with commas in its fields",
      "a;b\r\n1,5;2\r\n",
      [
        ["a", "b"],
        ["1,5", "2"],
      ],
    ],
    ["with a byte order mark", "\uFEFFa;b\r\n", [["a", "b"]]],
    [
      "with quotes",
      'a;b\n"x;y";"say ""hi"""\n',
      [
        ["a", "b"],
        ["x;y", 'say "hi"'],
      ],
    ],
    [
      "with a line break in a field",
      'a;b\n"x\r\ny";z\n',
      [
        ["a", "b"],
        ["x\r\ny", "z"],
      ],
    ],
    [
      "with empty fields",
      'a;b;c\n;;""\n',
      [
        ["a", "b", "c"],
        ["", "", ""],
      ],
    ],
    [
      "with empty lines",
      "a;b\n\n1;2\n\r\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["that is empty", "", []],
  ])("%s is read", (_, text, expected) => {
    expect(fieldsOf(text)).toEqual(expected);
    expect(readCsv(text).problems).toEqual([]);
  });

  it("tells the line that each record begins on", () => {
    const { records } = readCsv('a;b\n"x\ny";1\n\nz;2\n');
    expect(records.map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  it.each([
    ["a quote that is not closed", 'a;b\n"x;1\ny;2\n', "a quote is not closed"],
    ["a quote in the middle of a field", 'a;b\nx"y;1\ny;2\n', "a quote stands in the middle of a field"],
    ["something after a closed quote", 'a;b\n"x"y;1\ny;2\n', "a quote stands in the middle of a field"],
  ])("says where it has %s, and goes on with the next line", (_, text, detail) => {
    const { records, problems } = readCsv(text);
    expect(problems).toEqual([{ line: 2, detail, text: text.split("\n")[1] }]);
    expect(records.map(({ line }) => line)).toEqual([1, 3]);
  });

  it("is read as it was written", () => {
    const field = fc.string({ unit: fc.constantFrom(...'ab;,"\r\n ğ'), maxLength: 6 });
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) => fc.array(fc.array(field, { minLength: width, maxLength: width }), { maxLength: 5 }));
    fc.assert(
      fc.property(table, (rows) => {
        const all = [["x", "y"], ...rows];
        const read = readCsv(writeCsv(all));
        expect(read.problems).toEqual([]);
        const isBlank = (row: readonly string[]) => writeCsv([row]).trim() === "";
        expect(read.records.map(({ fields }) => fields)).toEqual(all.filter((row) => !isBlank(row)));
      }),
      { numRuns: 500 },
    );
  });

  it("loses no line, whatever is in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab;"\n\r'), maxLength: 30 }), (text) => {
        const { records, problems } = readCsv(text);
        const lines = [...records, ...problems].map(({ line }) => line);
        expect(new Set(lines).size).toBe(lines.length);
        const read = [
          ...records.flatMap(({ fields }) => fields),
          ...problems.map((problem) => problem.text),
        ].join("");
        const letters = (from: string) => from.replace(/[^ab]/g, "").split("").sort().join("");
        expect(letters(read)).toBe(letters(text));
      }),
      { numRuns: 2000 },
    );
  });
});
