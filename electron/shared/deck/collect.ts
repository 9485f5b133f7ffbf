import { attributeOf, classesOf, readHtmlAttributes } from './attributes';
import { imageStatus } from './images';
import type { DeckToken, SlideCode, SlideHeading, SlideImage, SlideLink } from './model';
import { inlineText } from './tokens';

/** What is on a slide, apart from how it looks. */
export interface SlideContents {
  readonly text: string;
  readonly images: SlideImage[];
  readonly links: SlideLink[];
  readonly code: SlideCode[];
  readonly headings: SlideHeading[];
}

/** A shell's languages. */
const SHELL = new Set(['sh', 'bash', 'shell']);
/** Languages that "Try it" opens without being told. */
const RUNNABLE = new Set(['dockerfile', 'docker', 'containerfile', 'yaml', 'yml', ...SHELL]);
/** Languages that "Try it" opens where the author asks for it with `.run` or `.runnable`. */
const RUNNABLE_ON_REQUEST = new Set(['python', 'py', 'js', 'javascript', 'node', 'ini', 'toml', 'json']);
/** A line that gives a command to an engine or a cluster: that is done outside of any container, and a file cannot try it. */
const GIVEN_OUTSIDE =
  /^\s*(?:[$%>]\s+)?(?:sudo\s+)?(?:docker|podman|nerdctl|buildah|skopeo|apptainer|singularity|kubectl|helm|kind|minikube)\s/m;

/** Collects text, pictures, links, code and headings from a slide's tokens. */
export function collectContents(
  tokens: readonly DeckToken[],
  fileExists: (path: string) => boolean,
): SlideContents {
  const contents: SlideContents & { text: string } = {
    text: '',
    images: [],
    links: [],
    code: [],
    headings: [],
  };
  const texts: string[] = [];
  tokens.forEach((token, index) => {
    const line = (token.map?.[0] ?? 0) + 1;
    if (token.type === 'heading_open') {
      const text = inlineText(tokens[index + 1]?.children ?? null).trim();
      contents.headings.push({ id: attributeOf(token, 'id'), level: Number(token.tag.slice(1)), text, line });
    } else if (token.type === 'inline') {
      texts.push(inlineText(token.children).trim());
      collectInline(token.children ?? [], line, contents, fileExists);
    } else if (token.type === 'fence' || token.type === 'code_block') {
      texts.push(token.content.trimEnd());
      contents.code.push({ language: token.info, source: token.content, line, runnable: isRunnable(token) });
    } else if (token.type === 'html_block') {
      texts.push(htmlText(token.content));
      collectHtml(token.content, line, contents, fileExists);
    }
  });
  return { ...contents, text: texts.filter(Boolean).join('\n') };
}

function collectInline(
  children: readonly DeckToken[],
  firstLine: number,
  contents: SlideContents,
  fileExists: (path: string) => boolean,
): void {
  let line = firstLine;
  const openLinks: { href: string; line: number; from: number }[] = [];
  children.forEach((child, index) => {
    if (child.type === 'softbreak' || child.type === 'hardbreak') line++;
    else if (child.type === 'image') {
      const src = attributeOf(child, 'src');
      const width = attributeOf(child, 'width');
      contents.images.push({
        src,
        alt: inlineText(child.children),
        ...(width && { width }),
        status: imageStatus(src, fileExists),
        line,
      });
    } else if (child.type === 'link_open')
      openLinks.push({ href: attributeOf(child, 'href'), line, from: index + 1 });
    else if (child.type === 'link_close') {
      const link = openLinks.pop();
      if (link)
        contents.links.push({
          href: link.href,
          text: inlineText(children.slice(link.from, index)),
          line: link.line,
        });
    } else if (child.type === 'html_inline') collectHtml(child.content, line, contents, fileExists);
  });
}

function collectHtml(
  html: string,
  line: number,
  contents: SlideContents,
  fileExists: (path: string) => boolean,
): void {
  for (const [, tag = '', rest = ''] of html.matchAll(/<(img|a)\s([^<>]*)>/gi)) {
    const list = readHtmlAttributes(rest);
    const value = (key: string): string => list.pairs.find(([name]) => name === key)?.[1] ?? '';
    if (tag.toLowerCase() === 'img') {
      contents.images.push({
        src: value('src'),
        alt: value('alt'),
        status: imageStatus(value('src'), fileExists),
        line,
      });
    } else if (value('href')) {
      contents.links.push({ href: value('href'), text: '', line });
    }
  }
}

/** What a reader sees of raw HTML; scripts and styles are nothing to read. */
function htmlText(html: string): string {
  return html
    .replace(/<!--[^]*?(?:-->|$)/g, ' ')
    .replace(/<(script|style)\b[^]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function isRunnable(token: DeckToken): boolean {
  const asked = [...classesOf(token), ...(token.attrs ?? []).map(([name]) => name)];
  if (asked.some((name) => name === 'no-run' || name === 'no-run-button')) return false;
  if (asked.some((name) => name === 'run' || name === 'runnable')) {
    return RUNNABLE.has(token.info) || RUNNABLE_ON_REQUEST.has(token.info);
  }
  return RUNNABLE.has(token.info) && !(SHELL.has(token.info) && GIVEN_OUTSIDE.test(token.content));
}
