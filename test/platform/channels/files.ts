/** Files of a message: from the provider, over the bus and the queue, to the timeline. */
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { TimelineItem } from "../../../schemas/api/shapes.ts";
import { send, standardCall, twilioCall } from "../../support/senders.ts";
import { eventually } from "../../support/staff.ts";
import { arrived, deliver, isTaken, type Proof, samplesOf } from "./running.ts";

export const files: Proof = (running) =>
  describe("a file of a message", () => {
    const fetched = (phone: string): Promise<TimelineItem["media"]> =>
      eventually(async () => {
        const { agent } = running();
        const customerId = await agent.resolve(`phone:${phone}`);
        const [item]: TimelineItem[] = customerId === undefined ? [] : await agent.timeline(customerId);
        return item?.media;
      });

    it("is kept when it is a picture of an MMS, and refused when it is not its provider's", async () => {
      const { url } = running().platform;
      const account = "https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001";
      const mms = twilioCall(url, {
        MessageSid: "MM1",
        AccountSid: "AC00000000000000000000000000000001",
        From: "+905551119901",
        To: "+908502220000",
        Body: "",
        NumMedia: "2",
        MediaUrl0: `${account}/Messages/MM1/Media/ME1`,
        MediaContentType0: "image/gif",
        MediaUrl1: "https://evil.example.com/a.jpg",
        MediaContentType1: "image/jpeg",
        SmsStatus: "received",
      });
      expect((await send(url, mms)).status).toBe(200);
      expect(await fetched("+905551119901")).toEqual([
        {
          index: 0,
          state: "stored",
          contentType: "image/gif",
          bytes: expect.any(Number),
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
        { index: 1, state: "gone", reason: "not-twilio" },
      ]);
    });

    it("is kept when AWS writes it into our bucket for us, and nothing else of it is", async () => {
      const { platform } = running();
      const sample = samplesOf("aws").media?.({ id: "aws-file", at: new Date() });
      expect(sample && (await deliver(running(), samplesOf("aws"), sample)).every(isTaken)).toBe(true);
      const { customerId, item } = await arrived(
        running(),
        ({ provider, text }) => provider === "aws" && text === "Fiş",
      );
      const media = await eventually(async () => {
        const timeline: TimelineItem[] = await running().agent.timeline(customerId);
        return timeline.find(({ eventId }) => eventId === item.eventId)?.media;
      });
      expect(media).toMatchObject([{ index: 0, state: "stored", contentType: "image/jpeg", bytes: 22 }]);
      const s3 = new S3Client({
        endpoint: platform.awsUrl,
        credentials: platform.rootCredentials,
        region: platform.region,
        forcePathStyle: true,
      });
      const [Bucket] = platform.resources
        .ofType("AWS::S3::Bucket", z.object({}))
        .map(({ ref }) => ref)
        .filter((name) => /bodies/i.test(name));
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
      const keys = Contents.map(({ Key = "" }) => Key);
      expect(keys.filter((key) => key.startsWith("incoming/"))).toEqual([]);
      expect(keys.filter((key) => key.includes(item.eventId))).toHaveLength(1);
    });

    it("is not fetched from this machine for a sender of ours", async () => {
      const { url } = running().platform;
      const event = {
        id: "with-files",
        occurredAt: "2026-11-20T10:00:00+03:00",
        channel: "chat",
        direction: "inbound",
        kind: "message.received",
        identifiers: [{ kind: "phone", value: "+905551119902", level: "verified" }],
        attachments: [
          { url: "https://127.0.0.1/a" },
          { url: "https://localhost/a" },
          { url: "http://169.254.169.254/latest/meta-data" },
        ],
      };
      expect((await send(url, standardCall(event))).status).toBe(204);
      expect(await fetched("+905551119902")).toEqual([
        { index: 0, state: "refused", reason: "address" },
        { index: 1, state: "refused", reason: "private-address" },
        { index: 2, state: "refused", reason: "not-https" },
      ]);
    });
  });
