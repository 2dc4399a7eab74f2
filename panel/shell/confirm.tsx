/** Asks before something that looks as if it could not be taken back. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useText } from "../text/language.tsx";

interface Props {
  title: string;
  /** What pressing yes does. */
  yes: string;
  busy: boolean;
  onYes: () => void;
  onNo: () => void;
  children: ReactNode;
}

export function Confirm({ title, yes, busy, onYes, onNo, children }: Props) {
  const { t } = useText();
  return (
    <Modal
      visible={true}
      header={title}
      onDismiss={onNo}
      data-testid="confirm"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" data-testid="confirm-no" onClick={onNo}>
              {t("confirm.no")}
            </Button>
            <Button variant="primary" loading={busy} data-testid="confirm-yes" onClick={onYes}>
              {yes}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {children}
    </Modal>
  );
}
