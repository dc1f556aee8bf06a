// The front page keeps up with the work: what has come or was watched since is drawn anew, in its place.
const PARTS = [".headline", ".figures", "#sources", "#files", "#unread"];
const REST = 4; // times as long as drawing took, so that a large record is not asked all the time

let drawn = Number(document.getElementById("files").dataset.entries), resting = false;

document.addEventListener("tq-work", async ({ detail }) => {
  if (detail.entries === drawn || (resting && detail.running)) return;
  const begun = performance.now();
  resting = true;
  const answer = await fetch(location.href).catch(() => null);
  if (answer?.ok) {
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const renewed = PARTS.map((part) => renew(document.querySelector(part), fresh.querySelector(part)));
    if (renewed.every(Boolean)) drawn = detail.entries;
  }
  setTimeout(() => { resting = false; }, REST * (performance.now() - begun));
});

/** Puts a part in the place of the old, unless somebody is at work in that; files that are the same stay as they are. */
function renew(old, fresh) {
  if (old.contains(document.activeElement)) return false;
  const part = document.importNode(fresh, true);
  for (const file of part.querySelectorAll(".file")) {
    const held = document.getElementById(file.id);
    if (held?.isEqualNode(file)) file.replaceWith(held);
  }
  old.replaceWith(part);
  return true;
}
