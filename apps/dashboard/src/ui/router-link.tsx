import { Anchor, Button } from '@mantine/core';
import { createLink } from '@tanstack/react-router';

/** Mantine's button and link, with the typed addresses of the router. */
export const LinkButton = createLink(Button<'a'>);
export const TextLink = createLink(Anchor<'a'>);
