/** The SDK's DynamoDB client as a careful function would set it: the floor's. */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { clientSettings } from "../../adapters/aws/client-settings.ts";

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
