/** Narrows a list to one channel. */
import Select from "@cloudscape-design/components/select";
import { type Channel, channels } from "../../schemas/contact-event.ts";
import { channelNames } from "../show/names.ts";
import { useText } from "../text/language.tsx";

interface Props {
  channel: Channel | undefined;
  choices: readonly Channel[];
  choose: (channel: Channel | undefined) => void;
}

export function ChannelFilter({ channel, choices, choose }: Props) {
  const { t } = useText();
  const all = { value: "all", label: t("filter.allChannels") };
  const options = [all, ...choices.map((value) => ({ value, label: t(channelNames[value]) }))];
  return (
    <div className="channel-filter">
      <Select
        data-testid="channel-filter"
        ariaLabel={t("filter.channel")}
        options={options}
        selectedOption={options.find(({ value }) => value === channel) ?? all}
        onChange={({ detail }) => choose(channels.find((one) => one === detail.selectedOption.value))}
      />
    </div>
  );
}
