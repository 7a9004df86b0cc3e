import { createTheme, type CSSVariablesResolver } from '@mantine/core';

/** What a person may choose; `auto` is the theme of the system. */
export const themes = ['light', 'dark', 'auto'] as const;

// Mantine's header element of a dialog would be a second banner of the page.
const dialog = { defaultProps: { attributes: { header: { role: 'presentation' } } } };

/** Every pair of text and background below holds WCAG 2.2 AA (4.5 to 1); axe checks it in the browser tests. */
export const theme = createTheme({
  components: { Modal: dialog, Drawer: dialog },
  primaryColor: 'recado',
  primaryShade: { light: 7, dark: 7 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily:
    'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontWeight: '600' },
  colors: {
    recado: [
      '#ecfaf5',
      '#d6f3e8',
      '#a9e6cf',
      '#78d8b4',
      '#4fc99b',
      '#2fb584',
      '#159a6c',
      '#0b7d57',
      '#0a6849',
      '#08513a',
    ],
    dark: [
      '#e3e6eb',
      '#b9c0ca',
      '#98a1ae',
      '#626b78',
      '#323943',
      '#282e37',
      '#1d222a',
      '#14181e',
      '#0f1216',
      '#0a0c0f',
    ],
  },
});

/** Mantine's own dimmed and error texts are too pale for AA. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5a6472',
    '--mantine-color-placeholder': '#6b7480',
    '--mantine-color-error': '#c42b2b',
    '--mantine-color-anchor': '#0a6e4d',
    '--recado-canvas': '#f6f7f9',
    '--recado-surface': '#ffffff',
    '--recado-line': '#e3e6ea',
    '--recado-hover': '#eff1f4',
    '--recado-inbound': '#0b7d57',
    '--recado-outbound': '#5b6fd8',
    '--recado-note': '#fdf6dd',
    '--recado-note-line': '#e4d091',
    '--recado-ours': '#e4f5ee',
    '--recado-ours-line': '#cbe8db',
    '--recado-read': '#0b6fc2',
    '--recado-warning': '#8a5a00',
  },
  dark: {
    '--mantine-color-dimmed': '#98a1ae',
    '--mantine-color-placeholder': '#8b94a1',
    '--mantine-color-error': '#ff8f8f',
    '--mantine-color-anchor': '#4fc99b',
    '--recado-canvas': '#0f1216',
    '--recado-surface': '#171b21',
    '--recado-line': '#2a3039',
    '--recado-hover': '#1f252d',
    '--recado-inbound': '#2fb584',
    '--recado-outbound': '#8b9bf4',
    '--recado-note': '#2b2515',
    '--recado-note-line': '#5b4c1f',
    '--recado-ours': '#14332a',
    '--recado-ours-line': '#1d463a',
    '--recado-read': '#66b8ff',
    '--recado-warning': '#e5b454',
  },
});
