/** Our flows, as they are made in the instance: each gets the ARNs that it leads to. */
import type { Construct } from "constructs";
import { ConnectFlow } from "./connect-flow.ts";
import type { ConnectInstance } from "./connect-instance.ts";
import type { FlowFunction } from "./flow-function.ts";
import { callFlow } from "./flows/call-flow.ts";
import { callbackFlow } from "./flows/callback-flow.ts";
import { csatFlow } from "./flows/csat-flow.ts";
import { customerQueueFlow } from "./flows/customer-queue-flow.ts";
import { chatFlow, emailFlow, taskFlow } from "./flows/digital-flow.ts";
import { voiceFlow } from "./flows/voice-flow.ts";
import type { ConnectQueue } from "./queues.ts";

export interface OutboundFlows {
  readonly csat: ConnectFlow;
  readonly callback: ConnectFlow;
}

export interface InboundFlows {
  readonly voice: ConnectFlow;
  readonly chat: ConnectFlow;
  readonly task: ConnectFlow;
  readonly email: ConnectFlow;
  readonly customerQueue: ConnectFlow;
  /** Of calls that agents make from a case. */
  readonly call: ConnectFlow;
}

/** What there must be before there are queues: a queue names the flow of its calls back. */
export function outboundFlows(scope: Construct, instance: ConnectInstance): OutboundFlows {
  const csat = new ConnectFlow(scope, "Csat", {
    instance,
    name: "Omniline rating",
    description: "Asks for a rating from 1 to 5 when the agent has left.",
    flow: csatFlow(),
  });
  const callback = new ConnectFlow(scope, "Callback", {
    instance,
    name: "Omniline call back",
    description: "Tells customers why we call, before they talk with the agent.",
    type: "OUTBOUND_WHISPER",
    flow: callbackFlow({ csatFlowArn: csat.arn }),
  });
  return { csat, callback };
}

export interface InboundFlowsProps {
  readonly instance: ConnectInstance;
  readonly identifyCaller: FlowFunction;
  readonly voiceQueue: ConnectQueue;
  readonly assignedQueue: ConnectQueue;
  readonly csat: ConnectFlow;
}

export function inboundFlows(scope: Construct, props: InboundFlowsProps): InboundFlows {
  const { instance, identifyCaller, voiceQueue, assignedQueue, csat } = props;
  const arns = { identifyCallerArn: identifyCaller.arn, assignedQueueArn: assignedQueue.arn };
  const customerQueue = new ConnectFlow(scope, "CustomerQueue", {
    instance,
    name: "Omniline waiting",
    description: "What customers hear or read while they wait.",
    type: "CUSTOMER_QUEUE",
    flow: customerQueueFlow(arns),
  });
  const inbound = { ...arns, customerQueueFlowArn: customerQueue.arn };
  const csatFlowArn = csat.arn;
  const voice = new ConnectFlow(scope, "Voice", {
    instance,
    name: "Omniline voice",
    description: "Calls come in here: assign it to your numbers.",
    flow: voiceFlow({ ...inbound, csatFlowArn, voiceQueueArn: voiceQueue.arn }),
  });
  const chat = new ConnectFlow(scope, "Chat", {
    instance,
    name: "Omniline chat",
    description: "Chats come in here.",
    flow: chatFlow({ ...inbound, csatFlowArn }),
  });
  const task = new ConnectFlow(scope, "Task", {
    instance,
    name: "Omniline task",
    description: "Tasks come in here.",
    flow: taskFlow(inbound),
  });
  const email = new ConnectFlow(scope, "Email", {
    instance,
    name: "Omniline e-mail",
    description: "E-mails come in here: assign it to your addresses.",
    flow: emailFlow(inbound),
  });
  const call = new ConnectFlow(scope, "Call", {
    instance,
    name: "Omniline call",
    description: "Whom an agent calls from a case hears this first.",
    flow: callFlow({ ...arns, csatFlowArn }),
  });
  const flows = { voice, chat, task, email, customerQueue, call };
  for (const flow of Object.values(flows)) flow.node.addDependency(identifyCaller);
  return flows;
}
