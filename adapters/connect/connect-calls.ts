/**
 * Amazon Connect as our functions call it: the SDK's shapes, without the SDK's client, which alone would be
 * larger than every function of ours (docs/decisions/0003).
 */
import type {
  AssociateContactWithUserRequest,
  CreateContactRequest,
  CreateContactResponse,
  DescribeContactRequest,
  DescribeContactResponse,
  GetCurrentUserDataRequest,
  GetCurrentUserDataResponse,
  ListAgentStatusRequest,
  ListAgentStatusResponse,
  PutUserStatusRequest,
  StartOutboundVoiceContactRequest,
  StartOutboundVoiceContactResponse,
  StartTaskContactRequest,
  StartTaskContactResponse,
  StopContactRequest,
  UpdateContactRoutingDataRequest,
} from "@aws-sdk/client-connect";
import { type SendAwsRequest, signedRequests } from "../aws/signed-request.ts";

/** The operations that we use; times in answers are epoch seconds, which the SDK would make dates of. */
interface Operations {
  readonly StartTaskContact: [StartTaskContactRequest, StartTaskContactResponse];
  readonly CreateContact: [CreateContactRequest, CreateContactResponse];
  readonly AssociateContactWithUser: [AssociateContactWithUserRequest, object];
  readonly UpdateContactRoutingData: [UpdateContactRoutingDataRequest, object];
  readonly StopContact: [StopContactRequest, object];
  readonly StartOutboundVoiceContact: [StartOutboundVoiceContactRequest, StartOutboundVoiceContactResponse];
  readonly PutUserStatus: [PutUserStatusRequest, object];
  readonly ListAgentStatuses: [ListAgentStatusRequest, ListAgentStatusResponse];
  readonly DescribeContact: [DescribeContactRequest, DescribeContactResponse];
  readonly GetCurrentUserData: [GetCurrentUserDataRequest, GetCurrentUserDataResponse];
}

/** Members named in the path are not in the body. */
const routes = {
  StartTaskContact: "PUT /contact/task",
  CreateContact: "PUT /contact/create-contact",
  AssociateContactWithUser: "POST /contacts/{InstanceId}/{ContactId}/associate-user",
  UpdateContactRoutingData: "POST /contacts/{InstanceId}/{ContactId}/routing-data",
  StopContact: "POST /contact/stop",
  StartOutboundVoiceContact: "PUT /contact/outbound-voice",
  PutUserStatus: "PUT /users/{InstanceId}/{UserId}/status",
  ListAgentStatuses: "GET /agent-status/{InstanceId}",
  DescribeContact: "GET /contacts/{InstanceId}/{ContactId}",
  GetCurrentUserData: "POST /metrics/userdata/{InstanceId}",
} as const satisfies Record<keyof Operations, `${"GET" | "PUT" | "POST"} /${string}`>;

type WithoutInstance<Input> = Omit<Input, "InstanceId">;

/** @throws AwsCallError with Connect's name of the error */
export type ConnectCall = <Name extends keyof Operations>(
  operation: Name,
  input: WithoutInstance<Operations[Name][0]>,
) => Promise<Operations[Name][1]>;

/** Every call is tried once: each try counts against the quota, and the queue tries again. */
export function connectCalls(env: NodeJS.ProcessEnv, instanceId: string): ConnectCall {
  const send = signedRequests("connect", env, "connect", (run) => run());
  return async (operation, input) =>
    JSON.parse((await send(requestOf(routes[operation], { InstanceId: instanceId, ...input }))) || "{}");
}

function requestOf(route: string, input: object): Parameters<SendAwsRequest>[0] {
  const members = new Map(Object.entries(input));
  const [method, template = ""] = route.split(" ");
  const path = template.replace(/\{(\w+)\}/g, (_, name) => {
    const value = String(members.get(name));
    members.delete(name);
    return encodeURIComponent(value);
  });
  if (method === "GET") return { method, path };
  return {
    method: method === "PUT" ? "PUT" : "POST",
    path,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(Object.fromEntries(members)),
  };
}
