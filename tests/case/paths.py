"""Where each file of the demonstration case lies, below its folder."""

from tests.case import channel, groups, lists, sidecars
from tests.case.chats import ANDROID, IOS, TELEGRAM

LONG = "footage/VID_20130816_130200.mp4"
LONG_AGAIN = "footage/usb stick/وصول إلى المكان.mp4"
UPRIGHT = "footage/IMG_0231.mp4"
DAMAGED = "footage/damaged/MOV_0007.mp4"
SILENT = "footage/from-the-balcony.mp4"
SILENT_AGAIN = f"{IOS}/{groups.IOS_VIDEO}"
VOICE = "footage/voice-note.opus"
VOICE_AGAIN = f"{IOS}/{groups.IOS_VOICE}"
TRIMMED = f"downloads/{sidecars.TITLE} [{sidecars.VIDEO_ID}].mp4"
TRIMMED_INFO = f"{TRIMMED.removesuffix('.mp4')}.info.json"
TRIMMED_AGAIN = f"{TELEGRAM}/{channel.VIDEO}"

ARCHIVE = "auto-archiver"
SECOND_KEY = "invented-post-7/second-camera.webm"
SECOND = f"{ARCHIVE}/local_archive/{SECOND_KEY}"
SECOND_METADATA = f"{ARCHIVE}/local_archive/invented-post-7/metadata.json"
ARCHIVE_SHEET = f"{ARCHIVE}/sheet.csv"
ARCHIVE_DATABASE = f"{ARCHIVE}/db.csv"

PICTURE = "pictures/IMG_0232.jpg"
PICTURE_AGAIN = (
    f"{TELEGRAM}/{channel.PHOTO}",
    f"{IOS}/{groups.IOS_PHOTO}",
    f"{ANDROID}/{groups.ANDROID_PHOTO}",
)

ABOUT = "ABOUT.txt"
STATEMENT = "notes/statement-of-a-neighbour.txt"
NOISE = "unsorted/clip.mp4"
PLAYLIST = "unsorted/live.m3u8"
ARABIC_LIST, LATIN_LIST, NOTES = lists.ARABIC_LIST, lists.LATIN_LIST, lists.NOTES
MAPPING_SUFFIX = ".mapping.toml"
"""Behind a list's name: the file that explains its columns."""
