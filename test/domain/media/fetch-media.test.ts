import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type { Located, MediaRequest } from "../../../domain/ingest/media-source.ts";
import { type FetchedFile, type FetchMediaDeps, fetchMedia } from "../../../domain/media/fetch-media.ts";
import { MediaUnreachableError } from "../../../domain/media/media-error.ts";
import type { MediaEvents } from "../../../domain/media/note-media.ts";
import type { SendingTools } from "../../../domain/outbox/channel-sender.ts";
import type { Attachment } from "../../../schemas/contact-event.ts";
import type { StoredMedia } from "../../../schemas/media.ts";
import { contactEvent, inert } from "../../support/events.ts";

const jpeg = Buffer.from("ffd8ffe000104a464946", "hex");
const place = { identifierId: "i1", eventId: "e1", occurredAt: "2026-11-22T09:00:00.000Z" };
const photo: Attachment = { url: "https://files.example.com/a.jpg", contentType: "image/jpeg" };
const endpoint: Endpoint = {
  provider: "standard",
  endpointId: "demo",
  secrets: [],
  account: { apiUrl: "http://127.0.0.1:4200/twilio" },
  brand: "default",
};

interface Scene {
  readonly attachments?: readonly Attachment[];
  readonly answers?: Readonly<Record<string, FetchedFile | Error>>;
  readonly located?: Located;
  readonly media?: readonly StoredMedia[];
  readonly deps?: Partial<FetchMediaDeps>;
}

function scene({ attachments = [photo], answers = {}, located, media = [], deps = {} }: Scene = {}) {
  const asked: [MediaRequest, string | undefined][] = [];
  const files = new Map<string, { bytes: Buffer; contentType: string }>();
  let noted = media;
  let note: string | undefined = media.length > 0 ? JSON.stringify(media) : undefined;
  const events: MediaEvents = {
    read: async () => ({ event: contactEvent({ attachments: [...attachments] }), media: noted, note }),
    write: async (_, written, seen) => {
      if (seen !== note) return "lost";
      noted = written;
      note = JSON.stringify(written);
      return "written";
    },
  };
  const all: FetchMediaDeps = {
    events,
    endpoints: { find: async () => endpoint },
    sourceOf: () => located && { provider: "standard", locate: async () => located },
    tools: inert<SendingTools>({ now: () => new Date(0) }),
    fetchFile: async (request, trusted) => {
      asked.push([request, trusted]);
      const answer = answers[request.url] ?? { kind: "file", bytes: jpeg };
      if (answer instanceof Error) throw answer;
      return answer;
    },
    drops: inert<FetchMediaDeps["drops"]>({ at: (file) => ({ bucketName: "bodies", prefix: `${file}/` }) }),
    files: { put: async (key, bytes, contentType) => void files.set(key, { bytes, contentType }) },
    ...deps,
  };
  return { deps: all, events, asked, files, noted: () => noted, run: () => fetchMedia(all, place) };
}

const stored = (index: number): StoredMedia => ({
  index,
  state: "stored",
  key: `media/i1/e1/${index}`,
  contentType: "image/jpeg",
  bytes: 10,
  sha256: createHash("sha256").update(jpeg).digest("hex"),
});
const numbered = (n: number): Attachment => ({ url: `https://files.example.com/${n}` });

describe("the files of a message", () => {
  it("are kept below the person they came from, and noted by what they are", async () => {
    const here = scene({ attachments: [photo, { ...photo, contentType: "application/pdf" }] });
    await here.run();
    expect([...here.files.keys()]).toEqual(["media/i1/e1/0", "media/i1/e1/1"]);
    expect(here.files.get("media/i1/e1/1")).toEqual({ bytes: jpeg, contentType: "image/jpeg" });
    expect(here.noted()).toEqual([stored(0), stored(1)]);
  });

  it("are fetched from exactly their own host, without credentials, where the channel has no source", async () => {
    const here = scene();
    await here.run();
    expect(here.asked).toEqual([
      [{ url: photo.url, headers: {}, hosts: ["files.example.com"] }, "http://127.0.0.1:4200"],
    ]);
  });

  it("are fetched as their channel's source says", async () => {
    const request = {
      url: "https://api.example.com/m",
      headers: { authorization: "x" },
      hosts: ["api.example.com"],
    };
    const here = scene({ attachments: [{ mediaId: "m1" }], located: { kind: "located", request } });
    await here.run();
    expect(here.asked[0]?.[0]).toEqual(request);
  });

  it("are taken from where their provider has put them, which is a place of their own", async () => {
    const told: unknown[] = [];
    const taken: unknown[] = [];
    const here = scene({
      attachments: [{ mediaId: "m1" }, { mediaId: "m2" }],
      deps: {
        sourceOf: () => ({
          provider: "standard",
          locate: async (_file, _endpoint, { drop }) => {
            told.push(drop);
            return { kind: "dropped" };
          },
        }),
        drops: {
          at: (file) => ({ bucketName: "bodies", prefix: `incoming/${file}/` }),
          take: async (place) => {
            taken.push(place);
            return { kind: "file", bytes: jpeg };
          },
        },
      },
    });
    await here.run();
    const places = [0, 1].map((index) => ({ bucketName: "bodies", prefix: `incoming/i1/e1/${index}/` }));
    expect([told, taken, here.asked]).toEqual([places, places, []]);
    expect(here.noted()).toEqual([stored(0), stored(1)]);
  });

  it.each<[string, Scene, { state: string; reason: string }]>([
    ["an id that no source reads", { attachments: [{ mediaId: "m1" }] }, { state: "gone", reason: "no-url" }],
    [
      "what its source says is gone",
      { located: { kind: "gone", code: "131052" } },
      { state: "gone", reason: "131052" },
    ],
    [
      "an endpoint that is no more",
      { located: { kind: "gone", code: "x" }, deps: { endpoints: { find: async () => undefined } } },
      { state: "gone", reason: "no-endpoint" },
    ],
    [
      "what must not be fetched",
      { answers: { [photo.url ?? ""]: { kind: "refused", reason: "private-address" } } },
      { state: "refused", reason: "private-address" },
    ],
    [
      "a page that calls itself a picture",
      { answers: { [photo.url ?? ""]: { kind: "file", bytes: Buffer.from("<html>") } } },
      { state: "refused", reason: "active-content" },
    ],
  ])("are noted for good where there is none: %s", async (_, how, becomes) => {
    const here = scene(how);
    await here.run();
    expect(here.noted()).toEqual([{ index: 0, ...becomes }]);
    expect(here.files.size).toBe(0);
  });

  it("are tried again where trouble may pass; what came is noted, and not fetched again", async () => {
    const attachments = [0, 1, 2].map(numbered);
    const trouble = { "https://files.example.com/1": new MediaUnreachableError("http-503") };
    const here = scene({ attachments, answers: trouble });
    await expect(here.run()).rejects.toThrow("http-503");
    expect(here.noted().map(({ index }) => index)).toEqual([0, 2]);
    const again = scene({ attachments, media: here.noted() });
    await again.run();
    expect(again.asked.map(([{ url }]) => url)).toEqual(["https://files.example.com/1"]);
    expect(again.noted().map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  it("are tried again where their source asks for patience", async () => {
    const here = scene({ located: { kind: "retry", code: "429" } });
    await expect(here.run()).rejects.toThrow("a file did not come: 429");
    expect(here.noted()).toEqual([]);
  });

  it("are not begun when time is short, and those that came are noted", async () => {
    const times = [0, 10_000, 40_000, 50_000];
    const tools = inert<SendingTools>({ now: () => new Date(times.shift() ?? 60_000) });
    const here = scene({ attachments: [0, 1, 2].map(numbered), deps: { tools } });
    await expect(here.run()).rejects.toThrow("no-time-left");
    expect(here.noted().map(({ index }) => index)).toEqual([0]);
  });

  it("of an event that was erased meanwhile are nobody's", async () => {
    const here = scene({ deps: { events: inert<MediaEvents>({ read: async () => undefined }) } });
    await here.run();
    expect(here.asked).toEqual([]);
  });

  it("are fetched once, however often it is told", async () => {
    const here = scene();
    await here.run();
    const first = here.noted();
    await here.run();
    expect(here.asked).toHaveLength(1);
    expect(here.noted()).toBe(first);
  });

  it("that two fetch at once are noted once each, and none is lost", async () => {
    const attachments = [0, 1, 2, 3].map(numbered);
    const here = scene({
      attachments,
      answers: { "https://files.example.com/3": { kind: "gone", reason: "http-404" } },
    });
    await Promise.all([here.run(), here.run(), here.run()]);
    expect(here.noted().map(({ index, state }) => [index, state])).toEqual([
      [0, "stored"],
      [1, "stored"],
      [2, "stored"],
      [3, "gone"],
    ]);
  });

  it("are told again when the note cannot be written", async () => {
    const here = scene();
    const deps = { ...here.deps, events: { ...here.events, write: async () => "lost" as const } };
    await expect(fetchMedia(deps, place)).rejects.toThrow("note-contended");
  });
});
