import { IconUser, IconUsers } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { colorOf, initialsOf } from './avatar-policy.ts';

export interface ContactAvatarProps {
  id: string;
  name: string | null;
  isGroup?: boolean;
  size?: number;
}

/** Stands for a person or a group; what it shows is said beside it. */
export function ContactAvatar({ id, name, isGroup = false, size = 40 }: ContactAvatarProps): ReactNode {
  const initials = isGroup ? undefined : initialsOf(name ?? '');
  const Icon = isGroup ? IconUsers : IconUser;
  return (
    <span
      className="recado-avatar"
      data-color={colorOf(id)}
      style={{ width: size, height: size, fontSize: size * 0.38 }}
      aria-hidden
    >
      {initials ?? <Icon size={size * 0.5} />}
    </span>
  );
}
