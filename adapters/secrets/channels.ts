/** The list of configured channels with their secrets: one secret that the staff API alone writes. */
import type { ChannelList } from "../../domain/channels/change-channels.ts";
import { configuredChannelsSchema } from "../../schemas/channel-config.ts";
import type { JsonCall } from "../aws/json-call.ts";
import type { ReadSecret } from "./secrets.ts";

/** Secrets Manager, "Quotas": the size of a secret value. */
const mostBytes = 65_536;

export function secretChannels(readSecret: ReadSecret, call: JsonCall, secretId: string): ChannelList {
  return {
    read: async () => configuredChannelsSchema.parse(JSON.parse(await readSecret(secretId))),
    write: async (list) => {
      const SecretString = JSON.stringify(list);
      if (Buffer.byteLength(SecretString) > mostBytes) return "too-large";
      await call("PutSecretValue", { SecretId: secretId, SecretString });
      return "written";
    },
  };
}
