import { IconArrowBackUp, IconForms, IconPuzzle, IconShoppingCart, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOf, listField, numberField, textField, type Fields } from '../../../../lib/content-fields.ts';

/** What a customer tapped of what was offered. */
export function Tapped({ fields }: { fields: Fields }): ReactNode {
  return (
    <div className="recado-thread-tapped">
      <IconArrowBackUp size={16} aria-hidden />
      <span>
        {textField(fields, 'title') ?? textField(fields, 'text')}
        <span className="recado-thread-file-facts">{textField(fields, 'description')}</span>
      </span>
    </div>
  );
}

/** What a customer filled in of a form. */
export function FlowReply({ fields }: { fields: Fields }): ReactNode {
  const { t } = useTranslation();
  const answers = Object.entries(fieldsOf(fields['response'])).filter(([name]) => name !== 'flow_token');
  return (
    <div>
      <p className="recado-thread-kind">
        <IconForms size={14} aria-hidden /> {textField(fields, 'body') ?? t('words.messageType.flow_reply')}
      </p>
      <dl className="recado-thread-answers">
        {answers.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** What a customer ordered of a catalogue. */
export function Order({ fields }: { fields: Fields }): ReactNode {
  const { t, i18n } = useTranslation();
  const items = listField(fields, 'items');
  const currency = textField(items[0] ?? {}, 'currency') ?? 'BRL';
  const money = new Intl.NumberFormat(i18n.language, { style: 'currency', currency });
  const priceOf = (item: Fields): number =>
    (numberField(item, 'itemPrice') ?? 0) * (numberField(item, 'quantity') ?? 0);
  return (
    <div>
      <p className="recado-thread-kind">
        <IconShoppingCart size={14} aria-hidden /> {t('words.messageType.order')}
      </p>
      <ul className="recado-thread-order">
        {items.map((item, at) => (
          <li key={at}>
            <span>
              {numberField(item, 'quantity')} × {textField(item, 'productRetailerId')}
            </span>
            <span>{money.format(priceOf(item))}</span>
          </li>
        ))}
        <li>
          <strong>{t('thread.order.total')}</strong>
          <strong>{money.format(items.reduce((sum, item) => sum + priceOf(item), 0))}</strong>
        </li>
      </ul>
      {textField(fields, 'text') !== undefined && <p>{textField(fields, 'text')}</p>}
    </div>
  );
}

/** In the place of what was deleted for everyone. */
export function Deleted(): ReactNode {
  const { t } = useTranslation();
  return (
    <p className="recado-thread-gone">
      <IconTrash size={15} aria-hidden /> {t('thread.deleted')}
    </p>
  );
}

/** In the place of what WhatsApp has and we do not know. */
export function Unsupported({ fields }: { fields: Fields }): ReactNode {
  const { t } = useTranslation();
  const type = textField(fields, 'type');
  return (
    <p className="recado-thread-gone">
      <IconPuzzle size={15} aria-hidden />{' '}
      {type === undefined ? t('thread.unsupported') : t('thread.unsupportedType', { type })}
    </p>
  );
}
