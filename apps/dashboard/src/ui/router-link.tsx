import { Anchor, Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef, ReactNode } from 'react';

// An element `a`, so that it opens in another tab too and a screen reader calls it a link.
const AnchorButton = (
  props: ButtonProps & Omit<ComponentPropsWithRef<'a'>, keyof ButtonProps>,
): ReactNode => <Button component="a" {...props} />;

/** Mantine's button and link, with the typed addresses of the router. */
export const LinkButton = createLink(AnchorButton);
export const TextLink = createLink(Anchor<'a'>);
