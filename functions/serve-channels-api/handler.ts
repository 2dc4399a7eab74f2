/** The staff API about channels: open this file and you know it. */

import { channelRoutes } from "../../schemas/api/channel-routes.ts";
import { type ApiAnswer, type ApiCall, serveRoutes } from "../../schemas/api/serve-routes.ts";
import { type ConfiguredDeps, configuredRoutes } from "./routes/configured.ts";

export interface HandlerDeps extends ConfiguredDeps {
  readonly rolesClaim: string;
}

export function createHandler(deps: HandlerDeps) {
  const { add, addWithBody, serve } = serveRoutes(deps.rolesClaim);

  const configured = configuredRoutes(deps);
  add(channelRoutes.listChannelNames, configured.listChannelNames);
  add(channelRoutes.listChannels, configured.listChannels);
  add(channelRoutes.getChannel, configured.getChannel);
  addWithBody(channelRoutes.saveChannel, configured.saveChannel);
  add(channelRoutes.removeChannel, configured.removeChannel);
  addWithBody(channelRoutes.activateChannel, configured.activateChannel);
  addWithBody(channelRoutes.tryOutChannel, configured.tryOutChannel);

  return (call: ApiCall): Promise<ApiAnswer> => serve(call);
}
