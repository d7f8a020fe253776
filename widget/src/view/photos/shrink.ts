/**
 * Make a photo small before it is kept or sent: what a phone takes is 4 MB, what shows a modem's lights is 300 kB. Drawn
 * anew on a canvas, it says no longer where and with what it was taken; the server does the same again.
 */

const LONGEST = 1600; // px a side, as the server keeps it
const QUALITY = 0.8;

/** Return the photo as a JPEG. Throws the server's code of what is wrong with it, as a string. */
export async function shrink(file: File): Promise<ArrayBuffer> {
  if (file.size === 0) throw "empty";
  if (/svg/i.test(file.type) || /\.svg$/i.test(file.name)) throw "vector";
  const bitmap = await createImageBitmap(file).catch(() => {
    throw whyNot(file);
  });
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext("2d");
  if (!pen) throw "damaged";
  pen.fillStyle = "#fff"; // what is transparent
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((made) => canvas.toBlob(made, "image/jpeg", QUALITY));
  if (!blob) throw "damaged";
  return blob.arrayBuffer();
}

function whyNot({ type, name }: File): string {
  if (/hei[cf]/i.test(type) || /\.hei[cf]$/i.test(name)) return "heic";
  return type && !/^image\//.test(type) ? "not_image" : "damaged";
}
