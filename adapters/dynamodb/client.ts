/** The DynamoDB client of every function: nothing is searched for that the environment already says. */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { clientSettings } from "../aws/client-settings.ts";

/** A table as the SDK reaches it. */
export interface TableDeps {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

/** Every setting that the SDK would look up in shared config files is given here: that look-up is cold-start time. */
export function dynamoClient(env: NodeJS.ProcessEnv): DynamoDBClient {
  return new DynamoDBClient({
    ...clientSettings(env),
    retryMode: "standard",
    defaultsMode: "standard",
    accountIdEndpointMode: "disabled",
    authSchemePreference: [],
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    endpointDiscoveryEnabled: false,
  });
}
