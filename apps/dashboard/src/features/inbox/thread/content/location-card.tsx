import { IconExternalLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { numberField, textField, type Fields } from '../../../../lib/content-fields.ts';

/** A place, drawn rather than mapped: no host of maps learns where the customer is. */
export function LocationCard({ fields }: { fields: Fields }): ReactNode {
  const { t } = useTranslation();
  const latitude = numberField(fields, 'latitude') ?? 0;
  const longitude = numberField(fields, 'longitude') ?? 0;
  const place = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const query = encodeURIComponent(`${latitude},${longitude}`);
  return (
    <a
      className="recado-thread-map"
      href={`https://www.google.com/maps/search/?api=1&query=${query}`}
      target="_blank"
      rel="noopener noreferrer"
      title={t('thread.location.open', { place: textField(fields, 'name') ?? place })}
    >
      <Drawing />
      <span className="recado-thread-map-text">
        <span className="recado-thread-file-name">
          {textField(fields, 'name') ?? t('words.messageType.location')}
        </span>
        {textField(fields, 'address') !== undefined && (
          <span className="recado-thread-file-facts">{textField(fields, 'address')}</span>
        )}
        <span className="recado-thread-file-facts">
          {fields['live'] === true ? t('thread.location.live', { place }) : place}
        </span>
      </span>
      <IconExternalLink size={16} aria-hidden />
    </a>
  );
}

function Drawing(): ReactNode {
  return (
    <svg
      className="recado-thread-map-drawing"
      viewBox="0 0 280 96"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden
    >
      <g fill="none" stroke="var(--recado-line)" strokeWidth="7">
        <path d="M-10 70 Q70 40 150 62 T300 30" />
        <path d="M60 -10 Q80 50 50 110" />
        <path d="M200 -10 Q190 50 230 110" />
      </g>
      <g fill="none" stroke="var(--recado-line)" strokeWidth="3">
        <path d="M-10 24 L300 10" />
        <path d="M120 -10 L132 110" />
      </g>
      <path
        d="M140 20a16 16 0 0 1 16 16c0 12-16 28-16 28s-16-16-16-28a16 16 0 0 1 16-16z"
        fill="var(--mantine-color-error)"
      />
      <circle cx="140" cy="36" r="5.5" fill="var(--recado-surface)" />
    </svg>
  );
}
