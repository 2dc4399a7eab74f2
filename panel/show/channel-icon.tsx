/** A channel at a glance: its own colour and a simple drawing. */
import type { Channel } from "../../schemas/contact-event.ts";
import { useText } from "../text/language.tsx";
import { channelNames } from "./names.ts";

const bubble = "M4 5.5h16v10.5H11l-4.5 3.5V16H4z";

const drawings: Record<Channel, { colour: string; path: string }> = {
  voice: {
    colour: "#0b7a53",
    path: "M6.5 4h3l1.5 4-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2 4 1.5v3a2 2 0 0 1-2 2A15 15 0 0 1 4.5 6a2 2 0 0 1 2-2z",
  },
  email: { colour: "#8a5300", path: "M3.5 6h17v12h-17zM3.5 7l8.5 6 8.5-6" },
  sms: { colour: "#0f5fd6", path: `${bubble}M8 10.75h.01M12 10.75h.01M16 10.75h.01` },
  whatsapp: {
    colour: "#12803c",
    path: "M4 20l1.3-4A8.2 8.2 0 1 1 8.5 19zM9 9c0 3.5 2.5 6 6 6",
  },
  messenger: {
    colour: "#2456e6",
    path: "M12 4a8 7.5 0 0 0-5.5 13v3l3-1.5A8 7.5 0 1 0 12 4zM8 13l3-3 2.5 2 3-3",
  },
  instagram: { colour: "#b0277a", path: "M5 5h14v14H5zM12 8.8a3.2 3.2 0 1 0 .01 0M16.3 7.7h.01" },
  telegram: { colour: "#0f76a8", path: "M3.5 11.5L20.5 5l-3 14-5.5-4.5zM12 14.5l-2.5 4V13l7-5" },
  line: { colour: "#0c7d3f", path: `${bubble}M8 9h8M8 12.5h5` },
  chat: { colour: "#5a3fc0", path: bubble },
  bot: { colour: "#6b4d9e", path: "M5 9h14v10H5zM12 9V5M9.5 13.5h.01M14.5 13.5h.01M10 16.5h4" },
  web: {
    colour: "#04707c",
    path: "M12 4a8 8 0 1 0 .01 0M4 12h16M12 4c-4.5 5-4.5 11 0 16M12 4c4.5 5 4.5 11 0 16",
  },
  app: { colour: "#a33d16", path: "M7.5 3.5h9v17h-9zM11 17.5h2" },
  store: { colour: "#7a3e9d", path: "M4.5 10l1.5-5h12l1.5 5zM6 10v9.5h12V10M10 19.5v-5h4v5" },
  marketing: { colour: "#b3305c", path: "M4.5 10v4h3l8.5 4.5v-13L7.5 10zM19 10v4" },
  crm: { colour: "#4a5568", path: "M12 5a3.2 3.2 0 1 0 .01 0M5.5 19.5c.5-8 12.5-8 13 0z" },
  commerce: { colour: "#9c4a00", path: "M3.5 5h2.5l2 10h9.5l2-7H7M9.5 19h.01M16.5 19h.01" },
  survey: { colour: "#38618c", path: "M5.5 4.5h13v15h-13zM8.5 9h7M8.5 12h7M8.5 15h4" },
  note: { colour: "#6b6200", path: "M5 19.5l1-4L16 5.5l3 3-10 10zM14 7.5l3 3" },
};

export function ChannelIcon({ channel }: { channel: Channel }) {
  const { t } = useText();
  const { colour, path } = drawings[channel];
  return (
    <span
      className="channel-icon"
      aria-hidden="true"
      style={{ background: colour }}
      title={t(channelNames[channel])}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d={path} />
      </svg>
    </span>
  );
}
