/** Where a URL that somebody else wrote leads, and where it does not. */
import { describe, expect, it } from "vitest";
import { guardedFetch } from "../../../adapters/media/guarded-fetch.ts";
import type { PinnedAnswer, PinnedRequest } from "../../../adapters/media/pinned-request.ts";

const host = "files.example.com";
const url = `https://${host}/a.jpg`;
const publicly = "93.184.216.34";
const limits = { largestBytes: 10, totalMs: 1_000, idleMs: 1_000 };

interface Answer {
  readonly status?: number;
  readonly location?: string;
  readonly contentLength?: number;
  readonly chunks?: readonly string[];
}

async function* bodyOf(chunks: readonly string[]) {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

/** A network that knows where hosts are, and what they answer in turn. */
function network(answers: readonly Answer[], places: Readonly<Record<string, readonly string[][]>> = {}) {
  const asked: PinnedRequest[] = [];
  const looks = new Map<string, number>();
  let closed = 0;
  const fetchFile = guardedFetch({
    limits,
    resolve: async (name) => {
      const look = looks.get(name) ?? 0;
      looks.set(name, look + 1);
      const known = places[name] ?? [[publicly]];
      return known[Math.min(look, known.length - 1)] ?? [];
    },
    open: async (request): Promise<PinnedAnswer> => {
      const { status = 200, location, contentLength = 0, chunks = ["hello"] } = answers[asked.length] ?? {};
      asked.push(request);
      return { status, location, contentLength, body: bodyOf(chunks), close: () => (closed += 1) };
    },
  });
  return { fetchFile, asked, looks, closed: () => closed };
}

const from = (address: string, hosts: readonly string[] = [host]) => ({
  url: address,
  hosts,
  headers: { authorization: "Bearer secret" },
});
const refused = (reason: string) => ({ kind: "refused", reason });

describe("a URL", () => {
  it("is fetched from its host, with the provider's credentials", async () => {
    const { fetchFile, asked } = network([{}]);
    expect(await fetchFile(from(url))).toEqual({ kind: "file", bytes: Buffer.from("hello") });
    expect(asked[0]).toMatchObject({ addresses: [publicly], headers: { authorization: "Bearer secret" } });
  });

  it.each([
    ["http", `http://${host}/a`, "not-https"],
    ["a file", "file:///etc/passwd", "not-https"],
    ["data", "data:text/plain,hi", "not-https"],
    ["a user", `https://me@${host}/a`, "userinfo"],
    ["a password", `https://:secret@${host}/a`, "userinfo"],
    ["a host in its user", `https://${host}@10.0.0.1/a`, "userinfo"],
    ["another port", `https://${host}:8443/a`, "port"],
    ["another port", `https://${host}:22/a`, "port"],
    ["an address", "https://93.184.216.34/a", "address"],
    ["a loopback address", "https://127.0.0.1/a", "address"],
    ["a decimal address", "https://2130706433/a", "address"],
    ["an octal address", "https://0177.0.0.1/a", "address"],
    ["a hexadecimal address", "https://0x7f000001/a", "address"],
    ["a short address", "https://127.1/a", "address"],
    ["an address in full-width digits", "https://１２７.0.0.1/a", "address"],
    ["an IPv6 address", "https://[::1]/a", "address"],
    ["a mapped address", "https://[::ffff:169.254.169.254]/a", "address"],
    ["an IPv6 zone", "https://[fe80::1%25eth0]/a", "not-a-url"],
    ["no host", "https:///", "not-a-url"],
    ["nothing", "", "not-a-url"],
    ["another host", "https://evil.example.net/a", "host"],
    ["a host that begins like it", `https://${host}.evil.net/a`, "host"],
    ["a host that ends like it", `https://evil${host}/a`, "host"],
    ["the root's dot", `https://${host}./a`, "host"],
  ])("with %s is refused before anybody is asked: %s", async (_, address, reason) => {
    const { fetchFile, asked, looks } = network([{}]);
    expect(await fetchFile(from(address))).toEqual(refused(reason));
    expect([asked.length, looks.size]).toEqual([0, 0]);
  });

  it("may be of any host below a suffix, and not of the suffix's look-alikes", async () => {
    const { fetchFile } = network([{}, {}]);
    const hosts = ["*.example.com"];
    expect((await fetchFile(from("https://A.Files.Example.com/a", hosts))).kind).toBe("file");
    expect(await fetchFile(from("https://evilexample.com/a", hosts))).toEqual(refused("host"));
    expect(await fetchFile(from("https://example.com/a", hosts))).toEqual(refused("host"));
  });
});

describe("a host", () => {
  it.each([
    "127.0.0.1",
    "169.254.169.254",
    "10.1.2.3",
    "fd00:ec2::254",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
  ])("at %s is not connected to", async (address) => {
    const { fetchFile, asked } = network([{}], { [host]: [[address]] });
    expect(await fetchFile(from(url))).toEqual(refused("private-address"));
    expect(asked).toEqual([]);
  });

  it("with one private address among public ones is not connected to", async () => {
    const { fetchFile } = network([{}], { [host]: [[publicly, "10.0.0.1"]] });
    expect(await fetchFile(from(url))).toEqual(refused("private-address"));
  });

  it("that is elsewhere at the second look is connected to where it was checked", async () => {
    const { fetchFile, asked, looks } = network([{}], { [host]: [[publicly], ["127.0.0.1"]] });
    expect((await fetchFile(from(url))).kind).toBe("file");
    expect(asked.map(({ addresses }) => addresses)).toEqual([[publicly]]);
    expect(looks.get(host)).toBe(1);
  });

  it("that does not exist has no file any more", async () => {
    const { fetchFile } = network([{}], { [host]: [[]] });
    expect(await fetchFile(from(url))).toEqual({ kind: "gone", reason: "no-such-host" });
  });
});

describe("a redirect", () => {
  const cdn = "https://cdn.example.net/x";
  const both = [host, "cdn.example.net"];
  const to = (location: string) => ({ status: 302, location });

  it("to an allowed host is followed without the credentials", async () => {
    const { fetchFile, asked, closed } = network([to(cdn), {}]);
    expect((await fetchFile(from(url, both))).kind).toBe("file");
    expect(asked.map(({ url: at, headers }) => [at.href, headers])).toEqual([
      [url, { authorization: "Bearer secret" }],
      [cdn, {}],
    ]);
    expect(closed()).toBe(1);
  });

  it("on the same host is followed with them, relative or not", async () => {
    const { fetchFile, asked } = network([to("/b.jpg"), {}]);
    expect((await fetchFile(from(url))).kind).toBe("file");
    expect(asked[1]).toMatchObject({ headers: { authorization: "Bearer secret" } });
    expect(asked[1]?.url.href).toBe(`https://${host}/b.jpg`);
  });

  it.each([
    ["another host", "https://evil.example.net/", "host"],
    ["http", `http://${host}/a`, "not-https"],
    ["an address", "https://169.254.169.254/latest/meta-data", "address"],
    ["another port", `https://${host}:8080/`, "port"],
    ["a file", "file:///etc/passwd", "not-https"],
  ])("to %s is refused", async (_, location, reason) => {
    const { fetchFile, asked } = network([to(location), {}]);
    expect(await fetchFile(from(url))).toEqual(refused(reason));
    expect(asked).toHaveLength(1);
  });

  it("to a host that is private by now is refused", async () => {
    const { fetchFile } = network([to("/b"), {}], { [host]: [[publicly], ["127.0.0.1"]] });
    expect(await fetchFile(from(url))).toEqual(refused("private-address"));
  });

  it("is followed three times, and no further", async () => {
    const again = to(url);
    expect((await network([again, again, again, {}]).fetchFile(from(url))).kind).toBe("file");
    const endless = network([again, again, again, again, {}]);
    expect(await endless.fetchFile(from(url))).toEqual(refused("redirects"));
    expect(endless.asked).toHaveLength(4);
  });

  it("to nowhere has no file", async () => {
    expect(await network([{ status: 302 }]).fetchFile(from(url))).toEqual({
      kind: "gone",
      reason: "http-302",
    });
  });
});

describe("an origin that ops set", () => {
  const trusted = "http://127.0.0.1:4200";

  it("is taken as it is, with the credentials", async () => {
    const { fetchFile, asked } = network([{}], { "127.0.0.1": [["127.0.0.1"]] });
    expect((await fetchFile(from(`${trusted}/twilio/ME1`), trusted)).kind).toBe("file");
    expect(asked[0]?.headers).toEqual({ authorization: "Bearer secret" });
  });

  it("is not led to by others", async () => {
    const { fetchFile } = network([{ status: 302, location: `${trusted}/admin` }, {}]);
    expect(await fetchFile(from(url), trusted)).toEqual(refused("not-https"));
  });

  it("leads to other hosts as little as any", async () => {
    const { fetchFile } = network([{ status: 302, location: "http://127.0.0.1:9/" }], {
      "127.0.0.1": [["127.0.0.1"]],
    });
    expect(await fetchFile(from(`${trusted}/a`), trusted)).toEqual(refused("not-https"));
  });

  it("is trusted with its port alone", async () => {
    const { fetchFile } = network([{}]);
    expect(await fetchFile(from("http://127.0.0.1:4201/a"), trusted)).toEqual(refused("not-https"));
  });
});

describe("a file", () => {
  it.each([
    ["says that it is longer", { contentLength: 11, chunks: [] }, refused("too-large")],
    ["is longer than it says", { contentLength: 3, chunks: ["123456", "78901"] }, refused("too-large")],
    ["is as long as may be", { contentLength: 10, chunks: ["1234567890"] }, undefined],
  ])("that %s is judged by what comes", async (_, answer, expected) => {
    const got = await network([answer]).fetchFile(from(url));
    if (expected) expect(got).toEqual(expected);
    else expect(got.kind).toBe("file");
  });

  it("that never ends is cut off where it gets too long", async () => {
    let read = 0;
    const endless = async function* () {
      for (;;) {
        read += 1;
        yield Buffer.from("123");
      }
    };
    const fetchFile = guardedFetch({
      limits,
      resolve: async () => [publicly],
      open: async () => ({ status: 200, contentLength: 0, body: endless(), close: () => {} }),
    });
    expect(await fetchFile(from(url))).toEqual(refused("too-large"));
    expect(read).toBe(4);
  });

  it.each([400, 401, 403, 404, 410])("that is answered with %i is gone", async (status) => {
    expect(await network([{ status }]).fetchFile(from(url))).toEqual({
      kind: "gone",
      reason: `http-${status}`,
    });
  });

  it.each([408, 425, 429, 500, 502, 503])("that is answered with %i may come later", async (status) => {
    await expect(network([{ status }]).fetchFile(from(url))).rejects.toThrow(
      `a file did not come: http-${status}`,
    );
  });

  it("that the network fails on may come later, and the host is not told to the log", async () => {
    const fetchFile = guardedFetch({
      limits,
      resolve: async () => [publicly],
      open: async () => {
        throw Object.assign(new Error(`connect ${host}`), { code: "ECONNREFUSED" });
      },
    });
    await expect(fetchFile(from(url))).rejects.toThrow(/^a file did not come: ECONNREFUSED$/);
  });

  it("that does not come in time may come later, wherever it hangs", async () => {
    const never = new Promise<never>(() => {});
    const soon = { ...limits, totalMs: 20 };
    const silent = async function* (): AsyncGenerator<Uint8Array> {
      yield await never;
    };
    const answer = async () => ({ status: 200, contentLength: 0, body: silent(), close: () => {} });
    for (const deps of [
      { resolve: () => never, open: answer },
      { resolve: async () => [publicly], open: () => never },
      { resolve: async () => [publicly], open: answer },
    ]) {
      await expect(guardedFetch({ ...deps, limits: soon })(from(url))).rejects.toThrow("too-slow");
    }
  });
});
