/** The files that came with a message, as chips. */
import Icon from "@cloudscape-design/components/icon";
import type { Attachment } from "../../schemas/contact-event.ts";
import { attachmentName } from "../show/gist.ts";
import { useText } from "../text/language.tsx";

export function Attachments({ attachments }: { attachments: readonly Attachment[] }) {
  return (
    <ul className="attachments">
      {attachments.map((attachment) => (
        <li key={JSON.stringify(attachment)}>
          <Chip attachment={attachment} />
        </li>
      ))}
    </ul>
  );
}

function Chip({ attachment }: { attachment: Attachment }) {
  const { t } = useText();
  const { url } = attachment;
  const label = (
    <>
      <Icon name="file" /> {attachmentName(attachment, t)}
    </>
  );
  if (url === undefined || !/^https?:\/\//.test(url)) return <span className="chip">{label}</span>;
  return (
    <a className="chip" href={url} target="_blank" rel="noreferrer">
      {label}
    </a>
  );
}
