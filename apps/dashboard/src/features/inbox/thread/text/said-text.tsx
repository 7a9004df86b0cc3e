import { Fragment, useMemo, type ReactNode } from 'react';
import { bigEmoji, blocksOf, type Block, type Inline } from './whatsapp-text.ts';

function Piece({ inline }: { inline: Inline }): ReactNode {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'bold':
      return (
        <strong>
          <Line inlines={inline.children} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <Line inlines={inline.children} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <Line inlines={inline.children} />
        </s>
      );
    case 'code':
      return <code className="recado-thread-said-code">{inline.text}</code>;
    case 'link':
      return (
        <a href={inline.href} target="_blank" rel="noopener noreferrer nofollow">
          {inline.text}
        </a>
      );
  }
}

const Line = ({ inlines }: { inlines: readonly Inline[] }): ReactNode =>
  inlines.map((inline, at) => <Piece key={at} inline={inline} />);

const item = (inlines: readonly Inline[], at: number): ReactNode => (
  <li key={at}>
    <Line inlines={inlines} />
  </li>
);

function Piecewise({ block }: { block: Block }): ReactNode {
  switch (block.kind) {
    case 'mono':
      return <pre className="recado-thread-said-mono">{block.text}</pre>;
    case 'bullets':
      return <ul>{block.lines.map(item)}</ul>;
    case 'numbers':
      return <ol start={block.start}>{block.lines.map(item)}</ol>;
    case 'quote':
    case 'lines': {
      const lines = block.lines.map((line, at) => (
        <Fragment key={at}>
          {at > 0 && '\n'}
          <Line inlines={line} />
        </Fragment>
      ));
      return block.kind === 'quote' ? <blockquote>{lines}</blockquote> : <p>{lines}</p>;
    }
  }
}

/** A text as WhatsApp shows it; emoji alone are shown big. */
export function WhatsAppText({ text }: { text: string }): ReactNode {
  const blocks = useMemo(() => blocksOf(text), [text]);
  return (
    <div className="recado-thread-said" dir="auto" data-emoji={bigEmoji(text)}>
      {blocks.map((block, at) => (
        <Piecewise key={at} block={block} />
      ))}
    </div>
  );
}
