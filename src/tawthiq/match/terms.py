"""What two stretches of recordings may be to one another: the properties of the record that say so."""

COPY, SAME_SCENE, SAME_SOUND = "same-footage", "same-scene", "same-sound"
