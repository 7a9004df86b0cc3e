import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import type { Webhook } from '@recado/sdk';
import { IconAlertTriangle, IconClockPause, IconKey, IconPower } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/api/profile.ts';
import { useFormat } from '../../../lib/format.ts';
import { useNow } from '../../../lib/use-now.ts';
import { useWebhookActions } from '../webhook-actions.ts';
import { stateOf } from '../webhook-state.ts';

/** What is not as it should be with an endpoint, why, and what to do. */
export function StateNotice({ webhook }: { webhook: Webhook }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(5_000);
  const rotated = webhook.previousSecretUntil;
  return (
    <>
      <Standing webhook={webhook} />
      {rotated !== null && Date.parse(rotated) > nowMs && (
        <Notice
          icon={<IconKey aria-hidden />}
          color="recado"
          title={t('webhooks.notice.rotated.title', { moment: format.moment(rotated) })}
          body={t('webhooks.notice.rotated.body')}
        />
      )}
    </>
  );
}

function Standing({ webhook }: { webhook: Webhook }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  switch (stateOf(webhook, useNow(5_000))) {
    case 'active':
      return null;
    case 'failing':
      return (
        <Notice
          icon={<IconAlertTriangle aria-hidden />}
          color="yellow"
          title={t('webhooks.notice.failing.title', { moment: format.moment(webhook.failingSince ?? '') })}
          body={t('webhooks.notice.failing.body')}
        />
      );
    case 'slowed':
      return (
        <Notice
          icon={<IconClockPause aria-hidden />}
          color="yellow"
          title={t('webhooks.notice.slowed.title', { moment: format.moment(webhook.pausedUntil ?? '') })}
          body={t('webhooks.notice.slowed.body')}
        />
      );
    case 'off':
      return (
        <Notice
          icon={<IconPower aria-hidden />}
          color="gray"
          title={t('webhooks.notice.off.title')}
          body={t('webhooks.notice.off.body')}
          action={<SwitchOn webhook={webhook} />}
        />
      );
    case 'disabled':
      return (
        <Notice
          icon={<IconAlertTriangle aria-hidden />}
          color="red"
          title={t('webhooks.notice.disabled.title')}
          body={`${t(webhook.disabledReason?.includes('410') === true ? 'webhooks.notice.disabled.gone' : 'webhooks.notice.disabled.failing')} ${t('webhooks.notice.disabled.body')}`}
          action={<SwitchOn webhook={webhook} />}
        />
      );
  }
}

interface NoticeProps {
  icon: ReactNode;
  color: string;
  title: string;
  body: string;
  action?: ReactNode;
}

function Notice({ icon, color, title, body, action }: NoticeProps): ReactNode {
  return (
    <Alert variant="outline" color={color} icon={icon} title={title} className="recado-alert" role="status">
      <Stack gap="sm" align="flex-start">
        <Text size="sm" maw={760}>
          {body}
        </Text>
        {action}
      </Stack>
    </Alert>
  );
}

function SwitchOn({ webhook }: { webhook: Webhook }): ReactNode {
  const { t } = useTranslation();
  const { setActive } = useWebhookActions(webhook);
  if (!useMay('webhooks:write')) return null;
  return (
    <Group>
      <Button size="xs" loading={setActive.isPending} onClick={() => setActive.mutate(true)}>
        {t('webhooks.notice.switchOn')}
      </Button>
    </Group>
  );
}
