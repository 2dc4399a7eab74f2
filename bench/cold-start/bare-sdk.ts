/** For comparison: the bare receive path with two SDK clients as they come. */
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { bareReceive } from "./bare-receive.ts";

const table = new DynamoDBClient({});
const secretsManager = new SecretsManagerClient({});

export const handler = bareReceive({
  async readSecret(id) {
    const { SecretString } = await secretsManager.send(new GetSecretValueCommand({ SecretId: id }));
    return SecretString ?? "";
  },
  putItem: (input) => table.send(new PutItemCommand({ ...input })),
});
