import { cssColour } from '#kit/look/theme';

/** What is written under a picture: the park, when, where, and what the signs mean. */
export interface Caption { readonly title: string; readonly time: string; readonly place: string; readonly signs: string }
const strip = 64;

/** The map as it stands with a strip below it, as a PNG. `layers`: of one size, the lowest first; `width`, `height`: in CSS pixels. */
export async function pictureOf(layers: readonly CanvasImageSource[], width: number, height: number, caption: Caption): Promise<Blob | null> {
  const canvas = new OffscreenCanvas(width, height + strip);
  const pen = canvas.getContext('2d');
  if (pen === null) return null;
  pen.fillStyle = cssColour('--panel');
  pen.fillRect(0, 0, width, height + strip);
  for (const one of layers) pen.drawImage(one, 0, 0, width, height);
  const font = getComputedStyle(document.body).fontFamily;
  pen.textBaseline = 'middle';
  pen.fillStyle = cssColour('--value');
  pen.font = `600 17px ${font}`;
  pen.fillText(caption.title, 16, height + 21);
  pen.font = `15px ${font}`;
  pen.textAlign = 'right';
  pen.fillText(caption.time, width - 16, height + 21);
  pen.fillStyle = cssColour('--text');
  pen.font = `14px ${font}`;
  pen.fillText(caption.place, width - 16, height + 46);
  pen.textAlign = 'left';
  pen.fillText(caption.signs, 16, height + 46);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** Hands a file to whoever keeps files here: the browser's, or the workstation's own dialogue. */
export function keepFile(blob: Blob, name: string, after: (ms: number, run: () => void) => unknown): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  after(60_000, () => URL.revokeObjectURL(link.href));
}
