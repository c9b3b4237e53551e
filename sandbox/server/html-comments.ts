/**
 * What HtmlService makes of a page's scripts when it serves them: comments are taken out by a reader that does not know
 * template literals, so `//` and `/*` inside of one are taken for comments, and the code breaks
 * (https://github.com/enuchi/React-Google-Apps-Script/issues/157). Texts in single and double quotes pass through
 * where the element is JavaScript. Nothing is known about other elements, data for instance, so the worst is assumed.
 */
export function withoutComments(html: string): string {
  return html.replace(/(<script\b([^>]*)>)([^]*?)(<\/script\s*>)/gi, (...[, open, attributes, content, close]) => {
    const type = /\btype\s*=\s*["']?([^"'\s>]*)/i.exec(String(attributes))?.[1] ?? '';
    const isCode = type === '' || /^(module|(text|application)\/(java|ecma)script)$/i.test(type);
    return `${String(open)}${stripped(String(content), isCode)}${String(close)}`;
  });
}

/** Texts in quotes, regular expressions and comments, as they come first. */
const CODE =
  /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|(?<=[(,=:[!&|?{};\n]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/|(\/\/[^\n]*|\/\*[^]*?(?:\*\/|$))/g;
const DATA = /(\/\/[^\n]*|\/\*[^]*?(?:\*\/|$))/g;

function stripped(content: string, isCode: boolean): string {
  return content.replace(isCode ? CODE : DATA, (found: string, comment: string | undefined) =>
    comment === undefined ? found : '',
  );
}
