import { useTranslation } from 'react-i18next';

interface MessageReason {
  code: string;
  detail: string | null;
}

/** Why a message did not arrive, in the reader's words where they are known; else as WhatsApp says it. */
export function useMessageReason(): (reason: MessageReason) => string {
  const { t, i18n } = useTranslation();
  return ({ code, detail }) => {
    const key = [`messageErrors.${code}`, `problems.${code}.title`].find((text) => i18n.exists(text));
    return key === undefined ? (detail ?? code) : t(key, { defaultValue: detail ?? code });
  };
}
