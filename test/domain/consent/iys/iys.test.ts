import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultCalendar } from "../../../../domain/calendar/default-calendar.ts";
import { iysFileOf, listedIn, ourRows, syncBy } from "../../../../domain/consent/iys/export-iys.ts";
import { eventOf, readIysFile } from "../../../../domain/consent/iys/import-iys.ts";
import { type IysRow, iysDate, iysKey } from "../../../../domain/consent/iys/iys-row.ts";
import { reconcileIys } from "../../../../domain/consent/iys/reconcile-iys.ts";
import { entriesOf } from "../../../../domain/consent/ledger.ts";
import { ledgerId } from "../../../../domain/consent/ledger-id.ts";
import type { ConsentEntry } from "../../../../schemas/consents.ts";
import { delivery, pepper, untimedEvent } from "../../../support/events.ts";
import { word } from "../words.ts";

const now = new Date("2026-11-22T09:00:00.000Z");
const header = "recipient;recipientType;type;source;status;consentDate;retailerCode;retailerAccess";
const fileOf = (...lines: readonly string[]) => `\uFEFF${[header, ...lines].join("\r\n")}\r\n`;
const read = (...lines: readonly string[]) => readIysFile({ text: fileOf(...lines) }, now);

/** As dev.iys.org.tr shows them. */
const call =
  "+905813334455;BIREYSEL;ARAMA;HS_CAGRI_MERKEZI;ONAY;2018-02-10 09:30:00;11223344;22233344,44222419";
const mail = "ornek@adiniz.com;BIREYSEL;EPOSTA;HS_WEB;ONAY;2018-02-10 09:40:00;;";
const text = "+905813334455;BIREYSEL;MESAJ;HS_MESAJ;RET;2018-02-10 09:55:00;;";

describe("a file of İYS", () => {
  it("is read by the names of the API, in Türkiye's time", () => {
    const { rows, problems } = read(call, mail, text);
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      {
        line: 2,
        row: {
          ...{ recipient: "+905813334455", recipientType: "BIREYSEL", type: "ARAMA", status: "ONAY" },
          ...{ source: "HS_CAGRI_MERKEZI", at: "2018-02-10T06:30:00.000Z" },
          ...{ retailerCode: "11223344", retailerAccess: "22233344,44222419" },
        },
      },
      {
        line: 3,
        row: {
          ...{ recipient: "ornek@adiniz.com", recipientType: "BIREYSEL", type: "EPOSTA", status: "ONAY" },
          ...{ source: "HS_WEB", at: "2018-02-10T06:40:00.000Z" },
        },
      },
      {
        line: 4,
        row: {
          ...{ recipient: "+905813334455", recipientType: "BIREYSEL", type: "MESAJ", status: "RET" },
          ...{ source: "HS_MESAJ", at: "2018-02-10T06:55:00.999Z" },
        },
      },
    ]);
  });

  it("may have its columns in another order, others beside them, and commas", () => {
    const other =
      "STATUS,type,recipientType,recipient,source,consentDate,transactionId\nRET,MESAJ,BIREYSEL,+905813334455,IYS_WEB,2018-02-10 09:55:00,73b75030\n";
    expect(readIysFile({ text: other }, now)).toMatchObject({
      rows: [{ row: { source: "IYS_WEB" } }],
      problems: [],
    });
  });

  it("of a merchant may lack source and date; then it has the date it was put in", () => {
    const lines =
      "recipient;recipientType;type;source;status;consentDate;creationDate\n+905813334455;TACIR;MESAJ;;ONAY;;2020-07-24 14:27:06\n";
    expect(readIysFile({ text: lines }, now).rows).toMatchObject([
      { row: { at: "2020-07-24T11:27:06.000Z" } },
    ]);
  });

  it.each([
    [
      "a number as a spreadsheet spoils it",
      "9,05813E+11;BIREYSEL;MESAJ;HS_WEB;ONAY;2018-02-10 09:30:00;;",
      "recipient",
    ],
    [
      "a number without its country",
      "5813334455;BIREYSEL;MESAJ;HS_WEB;ONAY;2018-02-10 09:30:00;;",
      "recipient",
    ],
    [
      "an e-mail address that is to be called",
      "a@b.com;BIREYSEL;ARAMA;HS_WEB;ONAY;2018-02-10 09:30:00;;",
      "recipient",
    ],
    ["no address", "a@b;BIREYSEL;EPOSTA;HS_WEB;ONAY;2018-02-10 09:30:00;;", "recipient"],
    ["an unknown recipient", "a@b.com;KURUM;EPOSTA;HS_WEB;ONAY;2018-02-10 09:30:00;;", "recipientType"],
    ["an unknown channel", "a@b.com;BIREYSEL;FAKS;HS_WEB;ONAY;2018-02-10 09:30:00;;", "type"],
    ["an unknown status", "a@b.com;BIREYSEL;EPOSTA;HS_WEB;RED;2018-02-10 09:30:00;;", "status"],
    ["no source", "a@b.com;BIREYSEL;EPOSTA;;ONAY;2018-02-10 09:30:00;;", "source"],
    ["no date", "a@b.com;BIREYSEL;EPOSTA;HS_WEB;ONAY;;;", "consentDate"],
    ["another form of date", "a@b.com;BIREYSEL;EPOSTA;HS_WEB;ONAY;10.02.2018 09:30:00;;", "consentDate"],
    ["a date that there is not", "a@b.com;BIREYSEL;EPOSTA;HS_WEB;ONAY;2018-02-30 09:30:00;;", "consentDate"],
    ["a date before the law", "a@b.com;BIREYSEL;EPOSTA;HS_WEB;ONAY;2015-04-30 23:59:59;;", "consentDate"],
    [
      "another date for the time before the law",
      "a@b.com;BIREYSEL;EPOSTA;HS_2015;ONAY;2015-05-01 00:00:01;;",
      "consentDate",
    ],
    ["a date in the future", "a@b.com;BIREYSEL;EPOSTA;HS_WEB;ONAY;2026-11-22 12:00:01;;", "consentDate"],
    ["a field too few", "a@b.com;BIREYSEL;EPOSTA;HS_WEB;ONAY;2018-02-10 09:30:00;", "8 fields"],
    ["a quote that is not closed", '"a@b.com;BIREYSEL;EPOSTA;HS_WEB;ONAY;2018-02-10 09:30:00;;', "quote"],
  ])("reports the line that has %s, as it stands, and reads the others", (_, line, detail) => {
    const { rows, problems } = read(call, line, text);
    expect(rows.map((row) => row.line)).toEqual([2, 4]);
    expect(problems).toEqual([{ line: 3, detail: expect.stringContaining(detail), text: line }]);
  });

  it("without its columns is no file of İYS", () => {
    expect(readIysFile({ text: "alıcı;izin\n1;2\n" }, now).problems).toMatchObject([
      { line: 1, detail: expect.stringContaining("no column recipient") },
    ]);
    expect(readIysFile({ text: "" }, now).problems).toHaveLength(1);
  });
});

describe("a consent of İYS", () => {
  const [row] = read(text).rows;
  const entries = (name: string) =>
    row === undefined
      ? []
      : entriesOf(untimedEvent(eventOf(row, { name, brand: "Acme" })), {
          brand: "other",
          words: { stop: [], start: [], help: [] },
        });

  it("comes to the ledger with its file and line", () => {
    expect(entries("iys-2026-11.csv")).toMatchObject([
      {
        identifierId: ledgerId(pepper, { kind: "phone", value: "+905813334455" }),
        ...{ brand: "Acme", purpose: "marketing", channel: "sms", state: "denied", legalBasis: "consent" },
        ...{ at: "2018-02-10T06:55:00.999Z", recordedAt: delivery.receivedAt, level: "verified" },
        ...{ source: "import:iys", evidence: { file: "iys-2026-11.csv", row: 2 } },
      },
    ]);
  });

  it("is the same in another file", () => {
    expect(entries("again.csv").map(({ entryId }) => entryId)).toEqual(
      entries("iys.csv").map(({ entryId }) => entryId),
    );
  });

  it("of a merchant is another than that of a person with the same number", () => {
    const [merchant] = read(text.replace("BIREYSEL", "TACIR")).rows;
    expect(merchant && eventOf(merchant, { name: "f", brand: "b" }).attributes).toMatchObject({
      purpose: "marketing-business",
    });
  });
});

describe("what İYS has to hear", () => {
  const addresses: Readonly<Record<string, string>> = { phone: "+905813334455", mail: "a@b.com" };
  const ours = (entries: readonly ConsentEntry[]) =>
    ourRows({ entries, addressOf: (id) => addresses[id], brand: "Acme" }, now.toISOString());
  const rowsOf = (entries: readonly ConsentEntry[]) =>
    ours(entries).map(({ row: { type, recipientType, status } }) => `${type} ${recipientType} ${status}`);
  const own = { identifierId: "mail", channel: "email" };

  it("is every consent to marketing of every address, by channel", () => {
    expect(rowsOf([word(1, "granted"), word(2, "granted", "marketing", { channel: "voice" })])).toEqual([
      ...["ARAMA BIREYSEL ONAY", "MESAJ BIREYSEL ONAY"],
    ]);
    expect(rowsOf([word(1, "denied", "marketing-business", own)])).toEqual(["EPOSTA TACIR RET"]);
  });

  it("is nothing about service, other brands, other channels, or addresses nobody knows", () => {
    expect(
      rowsOf([
        word(1, "granted", "service"),
        word(1, "granted", "marketing", { brand: "Other" }),
        word(1, "granted", "marketing", { channel: "whatsapp" }),
        word(1, "granted", "marketing", { identifierId: "unknown" }),
      ]),
    ).toEqual([]);
  });

  it("is a STOP, and that a START has granted nothing", () => {
    const stopped = [word(1, "granted"), word(2, "denied", "*")];
    const ret = expect.arrayContaining(["MESAJ BIREYSEL RET"]);
    expect(rowsOf(stopped)).toEqual(ret);
    expect(rowsOf([...stopped, word(3, "granted", "*")])).toEqual(ret);
    expect(rowsOf([word(3, "granted", "*")])).toEqual([]);
  });

  it("is the newest refusal, also when a START has taken that one back", () => {
    const words = [word(1, "denied"), word(2, "denied", "*"), word(3, "granted", "*")];
    const marketing = ours(words).find(({ row }) => row.recipientType === "BIREYSEL");
    expect(marketing?.entry.at).toBe(word(2, "denied").at);
  });

  it("is what has come since the last time and still counts, but not what it told us itself", () => {
    const said = (...words: readonly ConsentEntry[]) =>
      listedIn(ours(words), new Set([word(6, "granted").entryId])).length;
    const from = (source: string) => word(6, "granted", "marketing", { source });
    expect([
      said(word(5, "granted")),
      said(word(5, "granted"), from("web-form")),
      said(from("import:iys")),
      said(from("web-form"), word(7, "denied")),
    ]).toEqual([...[0, 1, 0, 0]]);
  });

  it("is a file that reads as it was written", () => {
    const rows = read(call, mail, text).rows.map(({ row }) => row);
    const file = iysFileOf(rows);
    expect(file).toBe(fileOf(call, mail, text));
    expect(readIysFile({ text: file }, now).rows.map(({ row }) => row)).toEqual(rows);
  });

  it("names where it was said", () => {
    const sourceOf = (source: string, changes: Partial<ConsentEntry> = {}) =>
      ours([word(1, "granted", "marketing", { source, ...changes })]).map(({ row }) => row.source);
    expect([
      sourceOf("keyword"),
      sourceOf("keyword", own),
      sourceOf("web-form"),
      sourceOf("toString"),
    ]).toEqual([...[["HS_MESAJ"], ["HS_EPOSTA"], ["HS_WEB"], ["HS_EORTAM"]]]);
  });

  it.each([
    ["of a Monday by the end of Thursday", "2026-11-16T09:00:00.000Z", "2026-11-19T21:00:00.000Z"],
    ["of a Thursday by the end of Tuesday", "2026-11-19T09:00:00.000Z", "2026-11-24T21:00:00.000Z"],
    ["of a Sunday by the end of Wednesday", "2026-11-22T09:00:00.000Z", "2026-11-25T21:00:00.000Z"],
    ["of the late evening by its own day", "2026-11-16T20:59:59.999Z", "2026-11-19T21:00:00.000Z"],
    ["of the day before Republic Day's eve", "2026-10-27T09:00:00.000Z", "2026-11-02T21:00:00.000Z"],
  ])("is known there, %s", (_, at, expected) => {
    expect(syncBy(at, defaultCalendar).toISOString()).toBe(expected);
  });
});

describe("a reconciliation", () => {
  const second = (seconds: number, status: IysRow["status"]) =>
    new Date(
      Date.parse("2026-11-01T00:00:00.000Z") + seconds * 1000 + (status === "RET" ? 999 : 0),
    ).toISOString();
  const rowAt = (seconds: number, status: IysRow["status"], recipient = "+905550000001"): IysRow => ({
    ...{ recipient, recipientType: "BIREYSEL", type: "MESAJ", status, source: "HS_WEB" },
    at: second(seconds, status),
  });
  const our = (row: IysRow, wasGranted = true) => ({ row, wasGranted });
  const found = (ours: readonly IysRow[], theirs: readonly IysRow[]) => {
    const { toImport, toExport, heldBack } = reconcileIys(
      ours.map((row) => our(row)),
      theirs,
    );
    return { toImport: toImport.length, toExport: toExport.length, heldBack: heldBack.length };
  };
  const nothing = { toImport: 0, toExport: 0, heldBack: 0 };

  it.each<[string, readonly IysRow[], readonly IysRow[], object]>([
    ["nothing where both have the same", [rowAt(1, "ONAY")], [rowAt(2, "ONAY")], {}],
    ["what they have", [], [rowAt(1, "RET")], { toImport: 1 }],
    ["what we have", [rowAt(1, "ONAY")], [], { toExport: 1 }],
    ["their newer refusal", [rowAt(1, "ONAY")], [rowAt(2, "RET")], { toImport: 1 }],
    ["their newer grant", [rowAt(1, "RET")], [rowAt(2, "ONAY")], { toImport: 1 }],
    ["our newer refusal", [rowAt(2, "RET")], [rowAt(1, "ONAY")], { toExport: 1 }],
    ["their refusal of the same second", [rowAt(1, "ONAY")], [rowAt(1, "RET")], { toImport: 1 }],
    ["our refusal of the same second", [rowAt(1, "RET")], [rowAt(1, "ONAY")], { toExport: 1 }],
    ["the newest of several of theirs", [rowAt(2, "RET")], [rowAt(1, "ONAY"), rowAt(3, "RET")], {}],
  ])("finds %s", (_, ours, theirs, expected) => {
    expect(found(ours, theirs)).toEqual({ ...nothing, ...expected });
  });

  it("finds their refusal of the very millisecond of our grant", () => {
    const refusal = rowAt(1, "RET");
    expect(found([{ ...rowAt(1, "ONAY"), at: refusal.at }], [refusal])).toEqual({ ...nothing, toImport: 1 });
  });

  it("keeps a refusal back that İYS would not take: of somebody who never agreed", () => {
    expect(reconcileIys([our(rowAt(1, "RET"), false)], [])).toMatchObject({ toExport: [], heldBack: [{}] });
  });

  it("moves what İYS would not take for being of the same second", () => {
    const [moved] = reconcileIys([our(rowAt(1, "RET"))], [rowAt(1, "ONAY")]).toExport;
    expect(iysDate(Date.parse(moved?.at ?? ""))).toBe("2026-11-01 03:00:02");
  });

  it("leaves both with the same, refuses where either refused last, and finds nothing when it is done again", () => {
    const row = fc
      .record({
        recipient: fc.constantFrom("+905550000001", "+905550000002", "+905550000003"),
        seconds: fc.integer({ min: 0, max: 4 }),
        status: fc.constantFrom("ONAY" as const, "RET" as const),
      })
      .map(({ recipient, seconds, status }) => rowAt(seconds, status, recipient));
    const last = (rows: readonly IysRow[], key: string) =>
      rows
        .filter((one) => iysKey(one) === key)
        .toSorted((left, right) => (left.at < right.at ? -1 : 1))
        .at(-1);
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), fc.array(row, { maxLength: 8 }), (ours, theirs) => {
        const first = reconcileIys(
          ours.map((one) => our(one)),
          theirs,
        );
        const [ourNext, theirNext] = [
          [...ours, ...first.toImport],
          [...theirs, ...first.toExport],
        ];
        expect(found(ourNext, theirNext)).toEqual(nothing);
        for (const key of new Set([...ours, ...theirs].map(iysKey))) {
          const expected = last([...ours, ...theirs], key)?.status;
          expect([last(ourNext, key)?.status, last(theirNext, key)?.status]).toEqual([expected, expected]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
