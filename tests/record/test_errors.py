from tawthiq.record import errors


def test_every_error_says_what_to_do_and_has_an_exit_code() -> None:
    kinds = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, errors.TawthiqError)]
    for kind in kinds:
        error = kind("what happened")
        assert error.message == "what happened"
        assert error.advice.endswith((".", "above."))
        assert 1 <= kind.exit_code <= 255
    direct = [k.exit_code for k in errors.TawthiqError.__subclasses__()]
    assert len(direct) == len(set(direct)), "one exit code a class of error"


def test_a_mend_can_be_given_on_the_spot() -> None:
    assert errors.NotFound("x", mend="Look elsewhere.").advice == "Look elsewhere."
