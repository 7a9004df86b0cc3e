import './link-steps.css';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** What to do on the phone, each step with its picture. */
export function LinkSteps({ isTyped }: { isTyped: boolean }): ReactNode {
  const { t } = useTranslation();
  return (
    <ol className="recado-link-steps">
      <LinkStep picture={<Settings />} text={t('numbers.link.steps.open')} />
      <LinkStep
        picture={<Devices />}
        text={t(isTyped ? 'numbers.link.stepsCode.menu' : 'numbers.link.steps.menu')}
      />
      <LinkStep
        picture={isTyped ? <Code /> : <Camera />}
        text={t(isTyped ? 'numbers.link.stepsCode.type' : 'numbers.link.steps.scan')}
      />
    </ol>
  );
}

/** The words say what the picture shows: a screen reader is spared it. */
function LinkStep({ picture, text }: { picture: ReactNode; text: string }): ReactNode {
  return (
    <li>
      <svg viewBox="0 0 72 96" width="54" height="72" aria-hidden focusable="false">
        <rect className="frame" x="2" y="2" width="68" height="92" rx="11" />
        {picture}
      </svg>
      <Text size="sm">{text}</Text>
    </li>
  );
}

/** The list of chats, with the three dots that lead to the settings. */
function Settings(): ReactNode {
  return (
    <>
      <rect className="faint" x="10" y="14" width="24" height="5" rx="2.5" />
      {[12, 16.5, 21].map((y) => (
        <circle key={y} className="accent" cx="60" cy={y} r="1.9" />
      ))}
      {[34, 52, 70].map((y) => (
        <g key={y}>
          <circle className="faint" cx="16" cy={y} r="6" />
          <rect className="faint" x="27" y={y - 5} width="24" height="4" rx="2" />
          <rect className="fainter" x="27" y={y + 2} width="34" height="4" rx="2" />
        </g>
      ))}
    </>
  );
}

/** A telephone and a screen, linked; below them the button. */
function Devices(): ReactNode {
  return (
    <>
      <rect className="line" x="14" y="24" width="26" height="19" rx="3" />
      <path className="line" d="M22 49h10M27 43v6" />
      <rect className="line" x="45" y="29" width="12" height="20" rx="3" />
      <rect className="accent" x="12" y="66" width="48" height="13" rx="6.5" />
      <rect className="on-accent" x="22" y="71" width="28" height="3" rx="1.5" />
    </>
  );
}

/** The camera before a QR code. */
function Camera(): ReactNode {
  return (
    <>
      <path className="accent-line" d="M14 34V26h8M50 26h8v8M58 62v8h-8M22 70h-8v-8" />
      {[
        [22, 34],
        [40, 34],
        [22, 52],
      ].map(([x, y]) => (
        <rect key={`${String(x)} ${String(y)}`} className="line" x={x} y={y} width="10" height="10" rx="2" />
      ))}
      <path className="line" d="M41 53h4M49 53v4M41 61h9" />
    </>
  );
}

/** Eight fields of a code, the last of which wait. */
function Code(): ReactNode {
  return (
    <>
      <rect className="faint" x="16" y="22" width="40" height="5" rx="2.5" />
      {[0, 1, 2, 3].map((place) => (
        <rect key={place} className="accent" x={11 + place * 13} y="40" width="10" height="13" rx="3" />
      ))}
      {[0, 1, 2, 3].map((place) => (
        <rect key={place} className="line" x={11 + place * 13} y="60" width="10" height="13" rx="3" />
      ))}
    </>
  );
}
