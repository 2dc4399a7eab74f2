/** The routes of the staff API about channels. */
import * as z from "zod/mini";
import { endpointIdSchema } from "../channel-config.ts";
import {
  activationRequestSchema,
  channelNameSchema,
  channelRequestSchema,
  channelViewSchema,
  triedOutSchema,
  tryOutRequestSchema,
} from "./channel-shapes.ts";
import { type Role, type Route, roles } from "./route.ts";
import { pageOf } from "./shapes.ts";

const none = z.object({});
const channelPath = z.object({ endpointId: endpointIdSchema });
const leads: readonly Role[] = ["supervisor", "admin"];

export const channelRoutes = {
  listChannelNames: {
    method: "GET",
    path: "/v1/channels",
    summary: "What the channels made by configuration are called, also those that are switched off",
    roles,
    pathParameters: none,
    query: none,
    answer: pageOf(channelNameSchema),
  },
  listChannels: {
    method: "GET",
    path: "/v1/admin/channels",
    summary: "The channels made by configuration, without their secrets",
    roles: leads,
    pathParameters: none,
    query: none,
    answer: pageOf(channelViewSchema),
  },
  getChannel: {
    method: "GET",
    path: "/v1/admin/channels/{endpointId}",
    summary: "A channel made by configuration, without its secrets",
    roles: leads,
    pathParameters: channelPath,
    query: none,
    answer: channelViewSchema,
  },
  saveChannel: {
    method: "PUT",
    path: "/v1/admin/channels/{endpointId}",
    summary: "Makes or changes a channel by configuration; a new one is inactive",
    roles: ["admin"],
    pathParameters: channelPath,
    query: none,
    body: channelRequestSchema,
    answer: channelViewSchema,
  },
  removeChannel: {
    method: "DELETE",
    path: "/v1/admin/channels/{endpointId}",
    summary: "Removes an inactive channel with its secrets; what came by it stays",
    roles: ["admin"],
    pathParameters: channelPath,
    query: none,
    success: 204,
    answer: none,
  },
  activateChannel: {
    method: "POST",
    path: "/v1/admin/channels/{endpointId}/activation",
    summary: "Switches a channel on, when nothing it needs is missing, or off",
    roles: ["admin"],
    pathParameters: channelPath,
    query: none,
    body: activationRequestSchema,
    answer: channelViewSchema,
  },
  tryOutChannel: {
    method: "POST",
    path: "/v1/admin/channels/{endpointId}/try-outs",
    summary:
      "What a call would become, by the saved configuration or by one that is not saved; stores nothing",
    roles: ["admin"],
    pathParameters: channelPath,
    query: none,
    body: tryOutRequestSchema,
    answer: triedOutSchema,
  },
} as const satisfies Readonly<Record<string, Route>>;
