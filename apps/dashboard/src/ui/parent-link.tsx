import { Anchor, type AnchorProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef, ReactNode } from 'react';

const Above = (props: AnchorProps & Omit<ComponentPropsWithRef<'a'>, keyof AnchorProps>): ReactNode => (
  <Anchor size="sm" display="block" w="fit-content" mb={4} {...props} />
);

/** Above the heading of a page: the way back to the list that it is of. */
export const ParentLink = createLink(Above);
