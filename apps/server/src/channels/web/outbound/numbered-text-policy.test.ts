import { expect, it } from 'vitest';
import { numberedText } from './numbered-text-policy.ts';

it('a list is numbered through all its sections', () => {
  expect(
    numberedText({
      type: 'list',
      content: {
        header: 'Agenda',
        body: 'Qual horário prefere?',
        button: 'Ver',
        footer: 'Responda com o número',
        sections: [
          { title: 'Manhã', rows: [{ id: 'a', title: '9h' }] },
          { title: 'Tarde', rows: [{ id: 'b', title: '14h', description: 'Com a Ana' }] },
        ],
      },
    }),
  ).toBe(
    '*Agenda*\n\nQual horário prefere?\n\n*Manhã*\n1. 9h\n\n*Tarde*\n2. 14h — Com a Ana\n\n_Responda com o número_',
  );
});

it('buttons become numbers', () => {
  expect(
    numberedText({
      type: 'buttons',
      content: {
        body: 'Confirma?',
        buttons: [
          { id: 'y', title: 'Sim' },
          { id: 'n', title: 'Não' },
        ],
      },
    }),
  ).toBe('Confirma?\n\n1. Sim\n2. Não');
});

it('a link button becomes its address', () => {
  expect(
    numberedText({
      type: 'cta_url',
      content: {
        header: { type: 'text', text: 'Pedido' },
        body: 'Saiu para entrega',
        displayText: 'Acompanhar',
        url: 'https://example.com/4711',
      },
    }),
  ).toBe('*Pedido*\n\nSaiu para entrega\n\nAcompanhar: https://example.com/4711');
});
