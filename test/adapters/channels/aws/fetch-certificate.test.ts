import https from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { fetchCertificate } from "../../../../adapters/channels/aws/fetch-certificate.ts";
import { certificate, key } from "./calls.ts";

const paths: string[] = [];
let url = "";

/** Each path is the status that it is answered with. */
const server = https.createServer(
  { cert: certificate, key: key.export({ type: "pkcs8", format: "pem" }) },
  (request, response) => {
    paths.push(request.url ?? "");
    const status = Number(request.url?.slice(1, 4));
    response.writeHead(status, status === 302 ? { location: "/200.pem" } : {});
    response.end(request.url?.endsWith("large.pem") ? "x".repeat(20_000) : certificate);
  },
);
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

/** Nobody signed for this server. */
const { options } = https.globalAgent;
function trustAnybody() {
  options.rejectUnauthorized = false;
}
afterEach(() => {
  delete options.rejectUnauthorized;
  paths.length = 0;
});

it("gives what is there", async () => {
  trustAnybody();
  expect(await fetchCertificate(`${url}/200.pem`)).toBe(certificate);
});

it.each(["403.pem", "404.pem"])("gives nothing for %s", async (path) => {
  trustAnybody();
  expect(await fetchCertificate(`${url}/${path}`)).toBeUndefined();
});

it("follows nobody elsewhere", async () => {
  trustAnybody();
  expect(await fetchCertificate(`${url}/302.pem`)).toBeUndefined();
  expect(paths).toEqual(["/302.pem"]);
});

it.each(["500.pem", "503.pem", "429.pem", "200/large.pem"])("is in trouble with %s", async (path) => {
  trustAnybody();
  await expect(fetchCertificate(`${url}/${path}`)).rejects.toMatchObject({
    name: "CertificateUnavailableError",
    retryable: true,
  });
});

it("believes no server that nobody signed for", async () => {
  await expect(fetchCertificate(`${url}/200.pem`)).rejects.toThrow("could not be fetched");
  expect(paths).toEqual([]);
});
